package io.nightjar.bench.sizes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.file.CptvWriter;
import io.nightjar.cptv.file.WriterOptions;
import io.nightjar.fixtures.MotionScene;
import io.nightjar.media.FfmpegInstallation;
import io.nightjar.media.ProcessLimits;
import io.nightjar.media.VideoEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All that is made of a recording by default has at most a quarter of its bytes, or 60 kB where
 * that is more. A table of the real recordings is in {@code target/derived-share.md}.
 */
@Timeout(600)
@Tag("process")
class DerivedShareTest {
  private static final Path ROOT = Path.of(System.getProperty("nightjar.root", ".."));
  private static final Path SAMPLES = ROOT.resolve("../shared/samples/thermal").normalize();
  private static final long FLOOR = 60_000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"hedgehog.cptv", "hedgehog-truncated.cptv"})
  void ofAFixture(String name) throws Exception {
    Path fixture = ROOT.resolve("fixtures/recordings").resolve(name);

    DerivedFiles made = made(Files.readAllBytes(fixture)).orElseThrow();

    assertThat(made.derived()).isLessThanOrEqualTo(most(made.recording()));
  }

  /** An animal, two of them, wind, a leap of all pixels, and nothing but noise. */
  @ParameterizedTest
  @EnumSource(names = {"ONE", "CROSSING", "GRASS", "CORRECTION", "NOISE"})
  void ofAScene(MotionScene.Kind kind) throws Exception {
    DerivedFiles made = made(recording(kind)).orElseThrow();

    assertThat(made.derived()).isLessThanOrEqualTo(most(made.recording()));
  }

  @Test
  void ofEveryRealRecording() throws Exception {
    assumeThat(SAMPLES).isDirectory();
    StringBuilder table =
        new StringBuilder(
            """
            | recording | bytes | documents | index | thumbnails | preview | quantiser | width | all | share |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
            """);
    List<String> larger = new ArrayList<>();
    int looked = 0;
    try (Stream<Path> files = Files.list(SAMPLES)) {
      for (Path file : files.sorted().toList()) {
        Optional<DerivedFiles> made = made(Files.readAllBytes(file));
        if (made.isPresent()) {
          looked++;
          table.append(line(String.valueOf(file.getFileName()), made.get()));
          if (made.get().derived() > most(made.get().recording())) {
            larger.add(file.getFileName() + ": " + made.get());
          }
        }
      }
    }
    Files.writeString(Path.of("target/derived-share.md"), table);

    assertThat(larger).isEmpty();
    assertThat(looked).isPositive();
  }

  private static long most(long recording) {
    return Math.max(FLOOR, recording / 4);
  }

  private Optional<DerivedFiles> made(byte[] recording) throws Exception {
    VideoEncoder encoder = new VideoEncoder(FfmpegInstallation.bundled(), ProcessLimits.DEFAULT);
    return DerivedFiles.of(recording, encoder, Files.createTempDirectory(folder, ""));
  }

  private static String line(String name, DerivedFiles made) {
    long index = made.bytesOf("recording.idx");
    long thumbnails =
        made.bytesOf("thumbnail-") + made.bytesOf("close-up-") + made.bytesOf("track-");
    long preview = made.bytesOf("preview.mp4");
    return String.format(
        Locale.ROOT,
        "| `%s` | %d | %d | %d | %d | %d | %d | %d | %d | %.1f %% |%n",
        name.replace(".cptv", ""),
        made.recording(),
        made.derived() - index - thumbnails - preview,
        index,
        thumbnails,
        preview,
        made.preview().quantiser(),
        made.preview().size().width(),
        made.derived(),
        100.0 * made.derived() / made.recording());
  }

  private static byte[] recording(MotionScene.Kind kind) throws IOException {
    MotionScene scene = new MotionScene(kind, 1);
    Header header = Header.builder(scene.width(), scene.height()).build();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (CptvWriter writer = CptvWriter.create(file, header, WriterOptions.GO)) {
      Frame frame = new Frame(scene.width(), scene.height());
      while (scene.next(frame.pixels())) {
        frame.setTimeOnMillis(scene.millis());
        frame.setLastFfcMillis(scene.millis() - scene.sinceCorrectionMillis());
        writer.write(frame);
      }
    }
    return file.toByteArray();
  }
}
