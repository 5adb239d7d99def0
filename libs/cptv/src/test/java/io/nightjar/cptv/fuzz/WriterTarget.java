package io.nightjar.cptv.fuzz;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.Ending;
import io.nightjar.cptv.FieldOrder;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.WidthPolicy;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.cptv.file.CptvWriter;
import io.nightjar.cptv.file.WriterOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Any bytes as options, size and pixels: what is written is read again. */
public final class WriterTarget {

  private static final int SETTINGS = 5;

  private WriterTarget() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    if (input.length < SETTINGS) {
      return;
    }
    int width = 1 + (input[0] & 31);
    int height = 1 + (input[1] & 31);
    WriterOptions options =
        new WriterOptions(
            pick(WidthPolicy.values(), input[2]),
            pick(FieldOrder.values(), input[3]),
            (input[4] & 1) == 0 ? WriterOptions.Members.ONE : WriterOptions.Members.TWO,
            1 + (input[4] & 0x7F) % 9);
    List<Frame> frames = frames(input, width, height);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CptvWriter writer =
        CptvWriter.create(out, Header.builder(width, height).build(), options)) {
      for (Frame frame : frames) {
        writer.write(frame);
      }
    }
    try (CptvReader reader = CptvReader.open(new ByteArrayInputStream(out.toByteArray()))) {
      Frame read = reader.newFrame();
      for (Frame frame : frames) {
        if (!reader.read(read) || !Arrays.equals(read.pixels(), frame.pixels())) {
          throw new AssertionError("a frame does not come back");
        }
      }
      if (reader.read(read) || !(reader.ending() instanceof Ending.Clean)) {
        throw new AssertionError("a recording does not end as it was written");
      }
    } catch (CptvException e) {
      throw new AssertionError("our own file is refused", e);
    }
  }

  private static <T> T pick(T[] values, byte number) {
    return values[(number & 0xFF) % values.length];
  }

  private static List<Frame> frames(byte[] input, int width, int height) {
    List<Frame> frames = new ArrayList<>();
    int at = SETTINGS;
    while (at + 1 < input.length && frames.size() < 20) {
      Frame frame = new Frame(width, height).setTimeOnMillis(at);
      for (int i = 0; i < frame.pixels().length && at + 1 < input.length; i++, at += 2) {
        frame.pixels()[i] = (short) ((input[at] & 0xFF) | input[at + 1] << 8);
      }
      frames.add(frame);
    }
    return frames;
  }
}
