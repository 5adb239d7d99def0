package io.nightjar.thermal.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.index.IndexPace;
import io.nightjar.motion.TrackLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a work asks for is what it takes at most, and less than the service shares out. */
class HeapTest {
  private static final long MIB = 1 << 20;

  /** Three fifths of the heap that the local stack gives the service. */
  private static final long SHARED_OUT = 256 * MIB * 3 / 5;

  /** The virtual machine's own, and what is young. */
  private static final long BESIDE_MIB = 20;

  private static final ThermalParameters EVERY_FRAME =
      new ThermalParameters(
          true, Optional.of(new IndexPace(1, 1)), Optional.of(new TrackLimits(32, 32, 6_000)));

  /**
   * 223,696 frames of 160 × 120 pixels reach the limit of 4 Gi pixels. 48 bytes of telemetry for
   * each; 64 tracks of 6,000 positions of 56 bytes; 10 MiB for what is the same in all recordings.
   */
  @Test
  void aUsualRecordingAsksForWhatTheLimitsLetThrough() throws Exception {
    AtomicLong asked = new AtomicLong();

    Decoding.of(Decoding.BY_DEFAULT, recording(160, 120, 0), 0, _ -> {}, asked::set);

    long bytes = 48L * 223_696 + 64 * 6_000 * 56 + 10 * MIB;
    assertThat(asked.get()).isBetween(bytes - 2 * MIB, bytes + 2 * MIB);
  }

  /** Noise of 25 bits a value: the longest bodies, the largest checkpoints, the most windows. */
  @Test
  @Tag("process")
  void theLargestFramesFitIntoWhatTheyAskFor(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("large.cptv");
    try (InputStream large = recording(2048, 2048, 3)) {
      Files.copy(large, file);
    }
    AtomicLong asked = new AtomicLong();
    Decoding.of(EVERY_FRAME, recording(2048, 2048, 0), 0, _ -> {}, asked::set);

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + (asked.get() / MIB + BESIDE_MIB) + "m",
                "-Xmn8m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Decode.class.getName(),
                file.toString(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String output;
    try (InputStream in = process.getInputStream()) {
      output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(output.strip()).endsWith("3 frames, 3 files");
    assertThat(asked.get()).isLessThan(SHARED_OUT);
  }

  /** What runs in the small heap. */
  static final class Decode {

    private Decode() {}

    public static void main(String[] arguments) throws Exception {
      Path file = Path.of(arguments[0]);
      var recording =
          (ThermalDecoder.Recording)
              new ThermalDecoder(CptvLimits.DEFAULT, EVERY_FRAME)
                  .decode(
                      new ThermalDecoder.Upload(
                          Files.newInputStream(file), Files.size(file), Instant.EPOCH),
                      Path.of(arguments[1]),
                      _ -> {},
                      _ -> {});
      System.out.println(
          recording.metadata().frames() + " frames, " + recording.files().size() + " files");
    }
  }

  private static InputStream recording(int width, int height, int frames) throws IOException {
    int body = 4 + ((width * height - 1) * 25 + 7) / 8;
    SplittableRandom random = new SplittableRandom(8);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(file)) {
      out.write(hex("43505456" + "02" + "48" + "03"));
      out.write(hex("0458" + int32(width) + "0459" + int32(height) + "0143" + "01"));
      for (int i = 0; i < frames; i++) {
        out.write(hex("46" + "02" + "0177" + "19" + "0466" + int32(body)));
        byte[] noise = new byte[body];
        random.nextBytes(noise);
        out.write(noise);
      }
    }
    return new ByteArrayInputStream(file.toByteArray());
  }

  private static String int32(int value) {
    return HexFormat.of().toHexDigits(Integer.reverseBytes(value));
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
