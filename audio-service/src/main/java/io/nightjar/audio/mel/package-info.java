/** Levels in bands as ears part them, by librosa's conventions. */
@NullMarked
package io.nightjar.audio.mel;

import org.jspecify.annotations.NullMarked;
