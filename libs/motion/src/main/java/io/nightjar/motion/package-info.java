/** Finds and follows what moves in thermal recordings: plain arrays in, tracks out. */
@NullMarked
package io.nightjar.motion;

import org.jspecify.annotations.NullMarked;
