/** Tests of waveforms. */
@NullMarked
package io.nightjar.audio.waveform;

import org.jspecify.annotations.NullMarked;
