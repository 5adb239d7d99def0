package io.nightjar.thermal.preview.video;

import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.HeaderField;
import io.nightjar.cptv.file.CptvWriter;
import io.nightjar.cptv.file.WriterOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Recordings that are written for a test. */
final class Clip {

  /** What a pixel shows. */
  interface Pixels {
    int at(int frame, int x, int y);
  }

  private Clip() {}

  /** A recording of frames at 9 a second, all of them to be seen. */
  static byte[] of(int width, int height, int frames, Pixels pixels) throws IOException {
    return of(width, height, 0, frames, pixels);
  }

  /** A recording that begins with background frames; numbers count them. */
  static byte[] of(int width, int height, int background, int frames, Pixels pixels)
      throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    Header header = Header.builder(width, height).set(HeaderField.FRAMES_PER_SECOND, 9).build();
    try (CptvWriter writer = CptvWriter.create(file, header, WriterOptions.GO)) {
      Frame frame = new Frame(width, height);
      for (int number = 0; number < background + frames; number++) {
        for (int i = 0; i < width * height; i++) {
          frame.pixels()[i] = (short) pixels.at(number, i % width, i / width);
        }
        writer.write(frame.setNumber(number).setBackground(number < background));
      }
    }
    return file.toByteArray();
  }
}
