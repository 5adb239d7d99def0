/**
 * Draws frames of thermal recordings onto any number of pictures, each with a size, palette,
 * contrast and marks of its own, as fast as frames come. Plain Java without threads, reflection or
 * AWT, so that it runs in browsers too.
 */
@NullMarked
package io.nightjar.imaging.render;

import org.jspecify.annotations.NullMarked;
