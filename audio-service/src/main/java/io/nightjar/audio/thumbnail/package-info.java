/** The pictures that stand for a sound in a list of recordings. */
@NullMarked
package io.nightjar.audio.thumbnail;

import org.jspecify.annotations.NullMarked;
