package io.nightjar.thumbnail.frames;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.file.CptvReader;
import java.io.IOException;
import java.util.SortedSet;
import java.util.function.LongConsumer;

/**
 * Frames of a recording that has no index: it is read from its beginning to the last of them.
 *
 * @param file the recording
 * @param limits what to read of it at most
 * @param spent is told, after each frame that was decoded, how many pixels it had
 */
public record StreamedFrames(RecordingFile file, CptvLimits limits, LongConsumer spent)
    implements FrameSource {

  @Override
  public void read(SortedSet<Integer> numbers, Viewer viewer)
      throws IOException, FramesUnreadableException {
    try (CptvReader reader = CptvReader.open(file.open(), limits)) {
      Frame frame = reader.newFrame();
      int last = numbers.last();
      boolean more = true;
      for (int number = 0; number <= last; number++) {
        more = more && reader.read(frame);
        if (!more) {
          throw new FramesUnreadableException(number);
        }
        spent.accept(frame.pixels().length);
        if (numbers.contains(number)) {
          viewer.look(frame);
        }
      }
    } catch (CptvException e) {
      throw new FramesUnreadableException(e);
    }
  }
}
