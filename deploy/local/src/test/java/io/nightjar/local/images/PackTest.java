package io.nightjar.local.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How deploy/images/pack makes an image of folders; it runs on Linux alone, as images do. */
@Tag("process")
@EnabledOnOs(OS.LINUX)
class PackTest {
  private static final Path ROOT = Path.of(System.getProperty("nightjar.root", "../.."));
  private static final String EPOCH = "1767225600";

  @TempDir private Path folder;

  @BeforeEach
  void layOut() throws IOException {
    write("layers/1-system/etc/passwd", "nightjar:x:10001:10001::/nonexistent:/nonexistent\n");
    write("layers/3-libraries/opt/nightjar/lib/one.jar", "one");
    write("layers/4-program/opt/nightjar/run.jar", "first");
    Files.createDirectories(folder.resolve("layers/2-ffmpeg/opt/nightjar"));
  }

  @Test
  void theSameFilesMakeTheSameImageWhenever() throws Exception {
    pack("first");
    Path jar = folder.resolve("layers/4-program/opt/nightjar/run.jar");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));

    pack("second");

    assertThat(folder.resolve("second/a-service.tar"))
        .hasSameBinaryContentAs(folder.resolve("first/a-service.tar"));
  }

  @Test
  void aChangeOfTheProgramLeavesTheOtherLayersAsTheyWere() throws Exception {
    pack("first");
    write("layers/4-program/opt/nightjar/run.jar", "second");

    pack("second");

    Map<String, String> before = layers("first");
    Map<String, String> after = layers("second");
    assertThat(before.keySet())
        .as("a layer without a file is left out")
        .containsExactlyInAnyOrder("1-system", "3-libraries", "4-program", "image");
    assertThat(after.get("1-system")).isEqualTo(before.get("1-system"));
    assertThat(after.get("3-libraries")).isEqualTo(before.get("3-libraries"));
    assertThat(after.get("4-program")).isNotEqualTo(before.get("4-program"));
    assertThat(after.get("image")).isNotEqualTo(before.get("image"));
  }

  private Map<String, String> layers(String out) throws IOException {
    Map<String, String> digests = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve(out).resolve("a-service.layers"))) {
      String[] parts = line.split(" ", -1);
      digests.put(parts[2], parts[0]);
    }
    return digests;
  }

  private void write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private void pack(String out) throws IOException, InterruptedException {
    Path made = Files.createDirectories(folder.resolve(out));
    List<String> command =
        List.of(
            "sh",
            ROOT.resolve("deploy/images/pack").toString(),
            "a-service",
            folder.resolve("layers").toString(),
            made.toString(),
            EPOCH);
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
