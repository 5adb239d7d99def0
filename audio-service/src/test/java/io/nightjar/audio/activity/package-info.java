/** Tests of waveforms. */
@NullMarked
package io.nightjar.audio.activity;

import org.jspecify.annotations.NullMarked;
