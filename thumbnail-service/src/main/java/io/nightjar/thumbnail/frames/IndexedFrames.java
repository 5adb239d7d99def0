package io.nightjar.thumbnail.frames;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.index.IndexException;
import io.nightjar.cptv.index.IndexFormat;
import io.nightjar.cptv.index.RangeSource;
import io.nightjar.cptv.index.RecordingIndex;
import io.nightjar.cptv.index.SeekableRecording;
import io.nightjar.imaging.Size;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.SortedSet;
import java.util.function.LongConsumer;

/**
 * Frames of a recording that has an index: it is read from the checkpoint before each of them on,
 * and once where several lie behind one.
 *
 * @param recording its file
 * @param index the file of its index
 * @param size of its frames
 * @param limits what to read of it at most
 * @param spent is told, after each frame that was decoded, how many pixels it had
 */
public record IndexedFrames(
    RangeSource recording, RecordingFile index, Size size, CptvLimits limits, LongConsumer spent)
    implements FrameSource {

  @Override
  public void read(SortedSet<Integer> numbers, Viewer viewer)
      throws IOException, FramesUnreadableException {
    try {
      RecordingIndex checkpoints = checkpoints(numbers);
      try (SeekableRecording seekable = SeekableRecording.open(recording, checkpoints, limits)) {
        read(seekable, checkpoints, numbers, viewer);
      }
    } catch (IndexException e) {
      throw new FramesUnreadableException(e);
    }
  }

  private RecordingIndex checkpoints(SortedSet<Integer> numbers)
      throws IOException, IndexException {
    try (InputStream in = index.open()) {
      RecordingIndex kept = IndexFormat.readFor(numbers, in, limits);
      in.transferTo(OutputStream.nullOutputStream());
      if (kept.header().width() != size.width()
          || kept.header().height() != size.height()
          || kept.frames() <= numbers.last()) {
        throw new IndexException("it is that of the recording");
      }
      return kept;
    }
  }

  private void read(
      SeekableRecording seekable,
      RecordingIndex checkpoints,
      SortedSet<Integer> numbers,
      Viewer viewer)
      throws IOException, IndexException, FramesUnreadableException {
    Frame frame = seekable.newFrame();
    int next = 0;
    for (int number : numbers) {
      int start = checkpoints.startFor(number);
      boolean more = true;
      if (next == 0 || start >= next) {
        more = seekable.read(start, frame);
        next = decoded(more, start, frame);
      }
      while (next <= number) {
        more = seekable.next(frame);
        next = decoded(more, next, frame);
      }
      viewer.look(frame);
    }
  }

  /** Returns the number of the frame after the one that was decoded. */
  private int decoded(boolean read, int expected, Frame frame) throws FramesUnreadableException {
    if (!read || frame.number() != expected) {
      throw new FramesUnreadableException(expected);
    }
    spent.accept(frame.pixels().length);
    return expected + 1;
  }
}
