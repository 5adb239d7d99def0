package io.nightjar.cptv;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.cptv.file.CptvReader;
import io.nightjar.cptv.file.CptvWriter;
import io.nightjar.cptv.file.WriterOptions;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The longest recording that a camera makes is decoded in a heap of eight mebibytes. */
@Tag("process")
class SmallHeapTest {

  private static final int TEN_MINUTES = 10 * 60 * 9;

  @Test
  void aLongRecordingFitsIntoASmallHeap(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("long.cptv");
    Frame frame = new Frame(160, 120);
    try (CptvWriter writer =
        CptvWriter.create(
            Files.newOutputStream(file),
            Header.builder(160, 120).build(),
            WriterOptions.GO.withLevel(1))) {
      for (int i = 0; i < TEN_MINUTES; i++) {
        TestFrames.draw(frame, i, 3);
        writer.write(frame);
      }
    }

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx8m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Decode.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String output;
    try (InputStream in = process.getInputStream()) {
      output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(output.strip()).isEqualTo(TEN_MINUTES + " clean");
  }

  /** What runs in the small heap. */
  static final class Decode {

    private Decode() {}

    public static void main(String[] arguments) throws Exception {
      try (CptvReader reader = CptvReader.open(Files.newInputStream(Path.of(arguments[0])))) {
        Frame frame = reader.newFrame();
        while (reader.read(frame)) {}
        System.out.println(reader.frames() + " " + reader.ending().code());
      }
    }
  }
}
