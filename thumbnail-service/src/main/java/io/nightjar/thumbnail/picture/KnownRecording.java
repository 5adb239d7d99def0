package io.nightjar.thumbnail.picture;

import io.nightjar.imaging.Size;
import io.nightjar.thumbnail.frames.FrameSource;
import io.nightjar.thumbnail.seen.Seen;
import java.io.IOException;

/**
 * A recording of which another stage has told what moves in it.
 *
 * @param size of its frames
 * @param shown how many frames it has that are no background frames
 * @param end how it ended
 * @param told reads what was told, once
 * @param frames its pixels
 * @param heapBytes what reading takes at most beside single frames, in bytes
 */
public record KnownRecording(
    Size size, int shown, RecordingEnd end, Told told, FrameSource frames, long heapBytes) {

  /** What was told of the recording. */
  @FunctionalInterface
  public interface Told {
    /** Reads it. */
    Seen read() throws IOException;
  }
}
