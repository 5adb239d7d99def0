package io.nightjar.cptv;

import io.nightjar.cptv.file.CptvWriter;
import io.nightjar.cptv.file.WriterOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Deterministic frames: a noisy scene with something warm that moves, as a sensor sees it. */
public final class TestFrames {

  private TestFrames() {}

  public static List<Frame> scene(int width, int height, int count, long seed) {
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Frame frame = new Frame(width, height);
      draw(frame, i, seed);
      frames.add(frame);
    }
    return frames;
  }

  public static void draw(Frame frame, int number, long seed) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
    int width = frame.width();
    for (int i = 0; i < frame.pixels().length; i++) {
      int column = i % width;
      int row = i / width;
      boolean warm =
          Math.abs(column - number % width) < 2 && Math.abs(row - frame.height() / 2) < 2;
      int value = 3000 + column + row / 2 + random.nextInt(6) + (warm ? 400 : 0);
      frame.pixels()[i] = (short) value;
    }
    frame
        .clearFields()
        .setNumber(number)
        .setTimeOnMillis(60_000 + 114L * number)
        .setLastFfcMillis(50_000)
        .setTemperature(21.5f)
        .setTemperatureAtFfc(20.25f);
  }

  public static byte[] write(List<Frame> frames, WriterOptions options) throws IOException {
    Frame first = frames.getFirst();
    return write(Header.builder(first.width(), first.height()).build(), frames, options);
  }

  public static byte[] write(Header header, List<Frame> frames, WriterOptions options)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CptvWriter writer = CptvWriter.create(out, header, options)) {
      for (Frame frame : frames) {
        writer.write(frame);
      }
    }
    return out.toByteArray();
  }
}
