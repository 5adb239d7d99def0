/** The outline of a sound over time, as players draw it. */
@NullMarked
package io.nightjar.audio.waveform;

import org.jspecify.annotations.NullMarked;
