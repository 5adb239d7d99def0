package io.nightjar.cptv.index;

import io.nightjar.cptv.Header;
import java.util.List;

/**
 * Where in a recording reading can start: a checkpoint for every n-th frame. Immutable. {@link
 * IndexBuilder} makes it, {@link IndexFormat} keeps it in a file beside the recording.
 */
public final class RecordingIndex {

  private final long fileLength;
  private final Header header;
  private final int frames;
  private final List<Checkpoint> checkpoints;

  RecordingIndex(long fileLength, Header header, int frames, List<Checkpoint> checkpoints) {
    this.fileLength = fileLength;
    this.header = header;
    this.frames = frames;
    this.checkpoints = List.copyOf(checkpoints);
  }

  /** Returns the length of the file that this index is for. */
  public long fileLength() {
    return fileLength;
  }

  /** Returns the recording's header. */
  public Header header() {
    return header;
  }

  /** Returns how many frames the recording has, background frames included. */
  public int frames() {
    return frames;
  }

  /** Returns how many places there are to start at. */
  public int size() {
    return checkpoints.size();
  }

  List<Checkpoint> checkpoints() {
    return checkpoints;
  }

  /**
   * Returns the frame at which reading starts to reach another.
   *
   * @throws IndexOutOfBoundsException if the frame lies before all that was kept of the index
   */
  public int startFor(int frame) {
    return before(frame).frame();
  }

  /** Returns the last checkpoint at or before a frame. */
  Checkpoint before(int frame) {
    if (checkpoints.isEmpty() || checkpoints.getFirst().frame() > frame) {
      throw new IndexOutOfBoundsException("no checkpoint was kept for frame " + frame);
    }
    int low = 0;
    int high = checkpoints.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (checkpoints.get(middle).frame() <= frame) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return checkpoints.get(low);
  }
}
