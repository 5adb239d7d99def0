/** What the stack tells the world: its events, read off the message log. */
@NullMarked
package io.nightjar.local.event;

import org.jspecify.annotations.NullMarked;
