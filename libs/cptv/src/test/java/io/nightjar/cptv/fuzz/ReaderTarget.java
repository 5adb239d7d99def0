package io.nightjar.cptv.fuzz;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.file.CptvReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;

/** Any bytes as a file: the reader ends with a value or with its one exception. */
public final class ReaderTarget {

  static final CptvLimits LIMITS = new CptvLimits(1 << 22, 300, 256, 1 << 14, 1 << 21);

  private ReaderTarget() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] file) throws IOException {
    try (CptvReader reader = CptvReader.open(new ByteArrayInputStream(file), LIMITS)) {
      drain(reader);
    } catch (CptvException refused) {
      Objects.requireNonNull(refused.code());
    }
  }

  static void drain(CptvReader reader) throws IOException {
    Frame frame = reader.newFrame();
    int frames = 0;
    while (reader.read(frame)) {
      if (frame.number() != frames++ || frames > LIMITS.maxFrames()) {
        throw new AssertionError("frames count up to the limit");
      }
    }
    if (reader.ending().code().isEmpty() || reader.frames() != frames) {
      throw new AssertionError("a recording has an ending");
    }
    reader.header().recordedAt();
    reader.header().preview();
    reader.header().latitude();
  }
}
