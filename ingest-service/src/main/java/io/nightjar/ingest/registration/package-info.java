/** How devices become known, and how devices and people get tokens for passwords. */
@NullMarked
package io.nightjar.ingest.registration;

import org.jspecify.annotations.NullMarked;
