/** Fetches single frames of a recording: by its index, or from its beginning on. */
@NullMarked
package io.nightjar.thumbnail.frames;

import org.jspecify.annotations.NullMarked;
