/** Power over time and frequency: the short-time Fourier transform, its window, scale and times. */
@NullMarked
package io.nightjar.spectrum;

import org.jspecify.annotations.NullMarked;
