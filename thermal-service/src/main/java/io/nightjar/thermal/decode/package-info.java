/** Reads a recording once, and makes all that is derived from it on the way. */
@NullMarked
package io.nightjar.thermal.decode;

import org.jspecify.annotations.NullMarked;
