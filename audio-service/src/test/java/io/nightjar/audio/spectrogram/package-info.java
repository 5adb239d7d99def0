/** Tests of the signal processing, against formulas worked by hand and real recordings. */
@NullMarked
package io.nightjar.audio.spectrogram;

import org.jspecify.annotations.NullMarked;
