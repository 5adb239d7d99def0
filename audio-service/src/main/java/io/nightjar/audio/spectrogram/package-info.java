/**
 * From a sound file to its spectrogram, as data and as a picture, and to what is known about it.
 */
@NullMarked
package io.nightjar.audio.spectrogram;

import org.jspecify.annotations.NullMarked;
