package io.nightjar.cptv.fuzz;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.index.IndexBuilder;
import io.nightjar.cptv.index.IndexException;
import io.nightjar.cptv.index.IndexFormat;
import io.nightjar.cptv.index.RangeSource;
import io.nightjar.cptv.index.RecordingIndex;
import io.nightjar.cptv.index.SeekableRecording;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Any bytes as a recording to index and seek in, and as an index. */
public final class IndexTarget {

  private IndexTarget() {}

  private record Bytes(InputBytes bytes) implements RangeSource {
    @Override
    public long length() {
      return bytes.content().length;
    }

    @Override
    public InputStream from(long offset) {
      int from = (int) Math.min(offset, bytes.content().length);
      return new ByteArrayInputStream(bytes.content(), from, bytes.content().length - from);
    }
  }

  private interface InputBytes {
    byte[] content();
  }

  /** One input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    try {
      IndexFormat.read(new ByteArrayInputStream(input), ReaderTarget.LIMITS);
    } catch (IndexException refused) {
      // As it should be.
    }
    try {
      seek(new Bytes(() -> input));
    } catch (CptvException refused) {
      // As it should be.
    }
  }

  private static void seek(RangeSource source) throws IOException, CptvException {
    RecordingIndex index = IndexBuilder.build(source, 2, ReaderTarget.LIMITS);
    try (SeekableRecording recording = SeekableRecording.open(source, index, ReaderTarget.LIMITS)) {
      Frame found = recording.newFrame();
      short[] last = new short[0];
      for (int number = 0; number < Math.min(6, index.frames()); number++) {
        if (!recording.read(number, found) || found.number() != number) {
          throw new AssertionError("a frame that was indexed is not found");
        }
        if (number > 0
            && recording.read(number - 1, found)
            && !Arrays.equals(last, found.pixels())) {
          throw new AssertionError("a frame differs from itself");
        }
        recording.read(number, found);
        last = found.pixels().clone();
      }
    } catch (IndexException e) {
      throw new AssertionError("our own index is refused", e);
    }
  }
}
