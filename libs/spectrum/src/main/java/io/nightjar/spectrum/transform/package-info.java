/**
 * The Fourier transform of windowed pieces of sound in plain Java, and the seam behind which faster
 * ones stand.
 */
@NullMarked
package io.nightjar.spectrum.transform;

import org.jspecify.annotations.NullMarked;
