/** What a device and a person do over HTTP: send recordings, and read what became of them. */
@NullMarked
package io.nightjar.local.client;

import org.jspecify.annotations.NullMarked;
