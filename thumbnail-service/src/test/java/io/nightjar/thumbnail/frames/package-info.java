/** Tests of what is read of recordings and of what was made of them. */
@NullMarked
package io.nightjar.thumbnail.frames;

import org.jspecify.annotations.NullMarked;
