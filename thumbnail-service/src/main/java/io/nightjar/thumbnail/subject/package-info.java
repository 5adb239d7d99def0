/** Finds what a recording is about: the frame and the region where something warm moves. */
@NullMarked
package io.nightjar.thumbnail.subject;

import org.jspecify.annotations.NullMarked;
