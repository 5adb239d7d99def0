/** What is known of a recording before a frame is chosen: what moved where, and how frames are. */
@NullMarked
package io.nightjar.thumbnail.seen;

import org.jspecify.annotations.NullMarked;
