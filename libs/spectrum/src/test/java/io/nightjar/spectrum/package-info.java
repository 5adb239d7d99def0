/** Tests of the short-time Fourier transform. */
@NullMarked
package io.nightjar.spectrum;

import org.jspecify.annotations.NullMarked;
