package io.nightjar.thumbnail.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.imaging.Palette;
import io.nightjar.thumbnail.Told;
import io.nightjar.thumbnail.document.TelemetryDocument;
import io.nightjar.thumbnail.document.TracksDocument;
import io.nightjar.thumbnail.frames.IndexedFrames;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a work asks for is what it takes at most, and the heap that ships has room for two. */
class HeapTest {

  private static final long MIB = 1 << 20;

  /** What the service is started with, and what it takes itself: its framework, its clients. */
  private static final long SHIPPED_MIB = 256;

  private static final long FRAMEWORK_MIB = 96;

  /**
   * For each pixel twice the longest body of 25 bits, 2 bytes each for the frame and the one
   * before; 2 MiB for what is reduced, 24 MiB for tracks, and 40 bytes for each frame that there
   * may be.
   */
  @ParameterizedTest
  @CsvSource({"160, 120", "2048, 2048", "1024, 4096", "4096, 1"})
  void aWorkAsksForItsBytesOnceAndTakesNoMore(int width, int height) throws Exception {
    byte[] file = widest(width, height, 4);
    AtomicLong asked = new AtomicLong();
    AtomicLong takenBefore = new AtomicLong();
    long before = allocatedBytes();

    ThumbnailOutcome outcome =
        new ThumbnailRenderer(CptvLimits.DEFAULT, 4, Palette.INFERNO)
            .render(
                () -> new ByteArrayInputStream(file),
                new ThumbnailRenderer.Meter(
                    _ -> {},
                    bytes -> {
                      assertThat(asked.getAndSet(bytes)).as("asked before").isZero();
                      takenBefore.set(allocatedBytes() - before);
                    }));

    long pixels = (long) width * height;
    assertThat(outcome).isInstanceOf(ThumbnailOutcome.Rendered.class);
    assertThat(takenBefore.get()).isLessThan(2 * MIB);
    // All that is allocated counts here: the reader of the second pass, and the windows of both
    // that
    // were outgrown: those before the last two have together at most a longest body's bytes.
    long secondPass = pixels * 41 / 4 + 2 * MIB;
    assertThat(allocatedBytes() - before)
        .isLessThan(asked.get() + secondPass + 2 * pixels * 25 / 8 + MIB);
    assertThat(asked.get()).isBetween(pixels * 41 / 4, pixels * 41 / 4 + 72 * MIB);
  }

  /**
   * With an index: a checkpoint deflated and inflated, the frame before, the frame; the documents,
   * whatever their length; and of the index at most what it is long.
   */
  @ParameterizedTest
  @CsvSource({"160, 120", "2048, 2048"})
  void aWorkThatIsToldOfTracksTakesNoMoreThanItAsksFor(int width, int height) throws Exception {
    byte[] file = widest(width, height, 4);
    Told told = Told.of(file);
    AtomicLong asked = new AtomicLong();
    KnownRecording known =
        new KnownRecording(
            told.facts().size(),
            4,
            new RecordingEnd("clean", true, ""),
            () ->
                TracksDocument.read(
                    new ByteArrayInputStream(told.tracks()),
                    told.facts(),
                    TelemetryDocument.read(
                        new ByteArrayInputStream(told.telemetry()), told.facts())),
            new IndexedFrames(
                new Told.Bytes(file),
                () -> new ByteArrayInputStream(told.index()),
                told.facts().size(),
                CptvLimits.DEFAULT,
                _ -> {}),
            told.index().length);
    long before = allocatedBytes();

    ThumbnailOutcome outcome =
        new ThumbnailRenderer(CptvLimits.DEFAULT, 4, Palette.INFERNO).render(known, asked::set);

    long pixels = (long) width * height;
    assertThat(outcome).isInstanceOf(ThumbnailOutcome.Rendered.class);
    // Windows that were outgrown count here, as above.
    assertThat(allocatedBytes() - before).isLessThan(asked.get() + pixels * 25 / 8 + MIB);
  }

  @Test
  @Tag("process")
  void twoOfTheLargestFramesFitIntoTheHeapThatShips(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("large.cptv"), widest(2048, 2048, 3));

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + (SHIPPED_MIB - FRAMEWORK_MIB) + "m",
                "-XX:+UseSerialGC",
                "-XX:ActiveProcessorCount=16",
                "-cp",
                System.getProperty("java.class.path"),
                RenderTwo.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String output;
    try (InputStream in = process.getInputStream()) {
      output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(output.strip()).endsWith("Rendered Rendered");
  }

  /** What runs in the heap that ships: two works at once, twice. */
  static final class RenderTwo {

    private RenderTwo() {}

    public static void main(String[] arguments) throws Exception {
      ThumbnailRenderer renderer = new ThumbnailRenderer(CptvLimits.DEFAULT, 4, Palette.INFERNO);
      Path file = Path.of(arguments[0]);
      StringBuilder outcomes = new StringBuilder();
      try (var two = Executors.newFixedThreadPool(2)) {
        for (int round = 0; round < 2; round++) {
          var works =
              IntStream.range(0, 2)
                  .mapToObj(
                      _ ->
                          two.submit(
                              () ->
                                  renderer.render(
                                      () -> Files.newInputStream(file),
                                      new ThumbnailRenderer.Meter(_ -> {}, _ -> {}))))
                  .toList();
          outcomes.setLength(0);
          for (Future<ThumbnailOutcome> work : works) {
            outcomes.append(work.get().getClass().getSimpleName()).append(' ');
          }
        }
      }
      System.out.println(outcomes);
    }
  }

  /** Frames of 3000 counts that grow warmer by one, in 25 bits a value: the longest bodies. */
  private static byte[] widest(int width, int height, int frames) throws IOException {
    int body = 4 + ((width * height - 1) * 25 + 7) / 8;
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(file)) {
      out.write(hex("43505456" + "02" + "48" + "03"));
      out.write(hex("0458" + int32(width) + "0459" + int32(height) + "0143" + "01"));
      for (int i = 0; i < frames; i++) {
        out.write(hex("46" + "02" + "0177" + "19" + "0466" + int32(body)));
        out.write(hex(int32(i == 0 ? 3000 : 1)));
        out.write(new byte[body - 4]);
      }
    }
    return file.toByteArray();
  }

  private static String int32(int value) {
    return HexFormat.of().toHexDigits(Integer.reverseBytes(value));
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
