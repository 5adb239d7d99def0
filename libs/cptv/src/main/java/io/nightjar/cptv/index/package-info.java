/**
 * Random access: {@link io.nightjar.cptv.index.RecordingIndex} holds what is needed to start at
 * every n-th frame, {@link io.nightjar.cptv.index.SeekableRecording} reads from there.
 */
@NullMarked
package io.nightjar.cptv.index;

import org.jspecify.annotations.NullMarked;
