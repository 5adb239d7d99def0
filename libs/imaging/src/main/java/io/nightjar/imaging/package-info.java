/**
 * Pictures from measured values: palettes, contrast, fitting, drawing and PNG; and the values
 * themselves as arrays for NumPy. In plain arrays and without AWT, so that it works on a headless
 * machine with a minimal Java runtime.
 */
@NullMarked
package io.nightjar.imaging;

import org.jspecify.annotations.NullMarked;
