package io.nightjar.thermal.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightjar.pipeline.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What is derived takes at most a quarter of what real recordings take, by default. A table of each
 * is in {@code target/derived-sizes.md}.
 */
class DerivedSizesTest {

  /** In files of less than this, the metadata alone may be more. */
  private static final long SMALL = 16_000;

  @Test
  void ofRealRecordingsAtMostAQuarterOfTheirBytes() throws Exception {
    Path folder = Decoding.SAMPLES.resolve("thermal");
    assumeTrue(Files.exists(folder), "no samples beside the checkout");
    StringBuilder table =
        new StringBuilder(
            """
            | recording | bytes | metadata | telemetry | index | tracks | part |
            |---|---:|---:|---:|---:|---:|---:|
            """);
    long raw = 0;
    long derived = 0;
    for (Path file : recordings(folder)) {
      long length = Files.size(file);
      if (Decoding.of(Files.newInputStream(file), length)
          instanceof ThermalDecoder.Recording recording) {
        long[] sizes = sizes(recording);
        long all = sizes[0] + sizes[1] + sizes[2] + sizes[3];
        table.append(
            String.format(
                Locale.ROOT,
                "| `%s` | %d | %d | %d | %d | %d | %.1f %% |%n",
                file.getFileName(),
                length,
                sizes[0],
                sizes[1],
                sizes[2],
                sizes[3],
                100.0 * all / length));
        assertThat(length < SMALL ? 0 : all).as(file + "").isLessThanOrEqualTo(length / 4);
        raw += length;
        derived += all;
      }
    }
    table.append(
        String.format(Locale.ROOT, "| all | %d | | | | | %.1f %% |%n", raw, 100.0 * derived / raw));
    Files.writeString(Path.of("target/derived-sizes.md"), table);
    assertThat(derived).isLessThan(raw / 4);
  }

  private static long[] sizes(ThermalDecoder.Recording recording) throws IOException {
    return new long[] {
      Json.document(recording.metadata()).length,
      Files.size(Decoding.file(recording, "telemetry.json")),
      Files.size(Decoding.file(recording, "recording.idx")),
      Files.size(Decoding.file(recording, "tracks.json"))
    };
  }

  private static List<Path> recordings(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".cptv")).sorted().toList();
    }
  }
}
