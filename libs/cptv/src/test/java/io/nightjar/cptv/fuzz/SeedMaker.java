package io.nightjar.cptv.fuzz;

import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.HeaderField;
import io.nightjar.cptv.file.CptvWriter;
import io.nightjar.cptv.file.WriterOptions;
import io.nightjar.cptv.index.FileRange;
import io.nightjar.cptv.index.IndexBuilder;
import io.nightjar.cptv.index.IndexFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Makes the seeds: run it once, when a target is new. */
final class SeedMaker {

  private SeedMaker() {}

  /** Writes the seeds below a folder. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    save(folder, "go", file(8, 6, 5, WriterOptions.GO, true));
    save(folder, "tc2", file(7, 5, 4, WriterOptions.TC2, false));
    save(folder, "python", file(9, 3, 3, WriterOptions.PYTHON, true));
    save(folder, "pixel", file(1, 1, 3, WriterOptions.GO, false));
    Path recording = folder.resolve("reader/go");
    try (OutputStream out = Files.newOutputStream(folder.resolve("index/index"))) {
      IndexFormat.write(IndexBuilder.build(new FileRange(recording), 2, ReaderTarget.LIMITS), out);
    }
    byte[] pixels = new byte[5 + 2 * 12 * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * i / 3);
    }
    pixels[0] = 3;
    pixels[1] = 2;
    Files.write(folder.resolve("writer/ramp"), pixels);
  }

  private static void save(Path folder, String name, byte[] file) throws IOException {
    Files.write(folder.resolve("reader").resolve(name), file);
    Files.write(folder.resolve("index").resolve(name), file);
    Files.write(folder.resolve("inflate").resolve(name), Arrays.copyOfRange(file, 10, file.length));
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
      Files.write(folder.resolve("section").resolve(name), in.readAllBytes());
    }
  }

  private static byte[] file(
      int width, int height, int count, WriterOptions options, boolean background)
      throws IOException {
    Header header =
        Header.builder(width, height)
            .set(HeaderField.TIMESTAMP, Instant.parse("2025-03-01T20:15:00Z"))
            .set(HeaderField.DEVICE_NAME, "seed")
            .set(HeaderField.FIRMWARE, "1.0/2")
            .set(HeaderField.LATITUDE, -43.5f)
            .build();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CptvWriter writer = CptvWriter.create(out, header, options)) {
      Frame frame = new Frame(width, height);
      for (int number = 0; number < count; number++) {
        for (int i = 0; i < frame.pixels().length; i++) {
          frame.pixels()[i] = (short) (3000 + (i * number * 7) % (1 << (3 * number + 1)));
        }
        frame.clearFields().setBackground(background && number == 0);
        if (!frame.background()) {
          frame.setTimeOnMillis(1000 + 114L * number).setLastFfcMillis(500).setTemperature(20);
        }
        writer.write(frame);
      }
    }
    return out.toByteArray();
  }
}
