package io.nightjar.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.media.PictureEncoder.Effort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
@Tag("process")
class PictureEncoderTest {
  private static final int WIDTH = 64;
  private static final int HEIGHT = 48;

  @TempDir Path folder;
  private FfmpegInstallation ffmpeg;
  private PictureEncoder encoder;

  @BeforeEach
  void createEncoder() throws IOException {
    ffmpeg = FfmpegInstallation.bundled();
    encoder = new PictureEncoder(ffmpeg, ProcessLimits.DEFAULT);
  }

  /** Orange to the left, black to the right; chroma has half the resolution, so not at the edge. */
  @Test
  void anotherDecoderSeesTheSameColours() throws Exception {
    Path webp = folder.resolve("picture.webp");

    encoder.encodeWebp(WIDTH, HEIGHT, picture(), 90, Effort.THOROUGH, webp);

    byte[] seen = decoded(webp);
    assertThat(seen).hasSize(3 * WIDTH * HEIGHT);
    int left = 3 * (24 * WIDTH + 16);
    int right = 3 * (24 * WIDTH + 48);
    assertThat(seen[left] & 0xff).isCloseTo(0xf0, within(6));
    assertThat(seen[left + 1] & 0xff).isCloseTo(0x80, within(6));
    assertThat(seen[left + 2] & 0xff).isCloseTo(0x20, within(6));
    assertThat(seen[right] & 0xff).isCloseTo(0, within(6));
  }

  /** A simple file, by the container's specification: no chunk but the lossy picture's. */
  @Test
  void theFileHasNothingButThePicture() throws IOException {
    Path webp = folder.resolve("picture.webp");

    encoder.encodeWebp(WIDTH, HEIGHT, picture(), 60, Effort.THOROUGH, webp);

    String bytes = Files.readString(webp, StandardCharsets.ISO_8859_1);
    assertThat(bytes.substring(0, 4)).isEqualTo("RIFF");
    assertThat(bytes.substring(8, 16)).isEqualTo("WEBPVP8 ");
    byte[] raw = Files.readAllBytes(webp);
    int length = (raw[16] & 0xff) | (raw[17] & 0xff) << 8;
    assertThat(raw.length - 20).isBetween(length, length + 1);
  }

  @Test
  void theSamePixelsGiveTheSameBytes() throws IOException {
    encoder.encodeWebp(WIDTH, HEIGHT, noise(), 60, Effort.THOROUGH, folder.resolve("1.webp"));
    encoder.encodeWebp(WIDTH, HEIGHT, noise(), 60, Effort.THOROUGH, folder.resolve("2.webp"));

    assertThat(folder.resolve("1.webp")).hasSameBinaryContentAs(folder.resolve("2.webp"));
  }

  @Test
  void aLowerQualityIsASmallerFile() throws IOException {
    encoder.encodeWebp(WIDTH, HEIGHT, noise(), 60, Effort.THOROUGH, folder.resolve("fine.webp"));
    encoder.encodeWebp(WIDTH, HEIGHT, noise(), 10, Effort.THOROUGH, folder.resolve("coarse.webp"));

    assertThat(Files.size(folder.resolve("coarse.webp")))
        .isLessThan(Files.size(folder.resolve("fine.webp")));
  }

  @ParameterizedTest
  @CsvSource({"0, 48, 60", "64, 0, 60", "16384, 1, 60", "64, 48, -1", "64, 48, 101", "63, 48, 60"})
  void whatCanNotBeEncodedIsRefused(int width, int height, int quality) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                encoder.encodeWebp(
                    width,
                    height,
                    picture(),
                    quality,
                    Effort.THOROUGH,
                    folder.resolve("picture.webp")));
  }

  @Test
  void anEncoderThatIsTooSlowIsTheMachinesFault() {
    ProcessLimits none = new ProcessLimits(Duration.ofMillis(1), Long.MAX_VALUE, 1L << 30, 0);

    assertThatThrownBy(
            () ->
                new PictureEncoder(ffmpeg, none)
                    .encodeWebp(
                        4096,
                        4096,
                        new byte[3 << 24],
                        90,
                        Effort.THOROUGH,
                        folder.resolve("large.webp")))
        .isInstanceOfSatisfying(
            ChildFaultException.class,
            e -> assertThat(e.fault()).isEqualTo(ChildFault.DEADLINE_MISSED));
  }

  private static byte[] picture() {
    byte[] rgb = new byte[3 * WIDTH * HEIGHT];
    for (int i = 0; i < rgb.length; i += 3) {
      if (i / 3 % WIDTH < WIDTH / 2) {
        rgb[i] = (byte) 0xf0;
        rgb[i + 1] = (byte) 0x80;
        rgb[i + 2] = (byte) 0x20;
      }
    }
    return rgb;
  }

  private static byte[] noise() {
    byte[] rgb = new byte[3 * WIDTH * HEIGHT];
    new Random(1).nextBytes(rgb);
    return rgb;
  }

  private byte[] decoded(Path webp) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                ffmpeg.ffmpeg().toString(),
                "-nostdin",
                "-hide_banner", // the stubs of its libraries can't tell their versions
                "-v",
                "error",
                "-i",
                webp.toString(),
                "-f",
                "rawvideo",
                "-pix_fmt",
                "rgb24",
                "-"));
    builder.environment().clear();
    builder.environment().putAll(ffmpeg.environment());
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    byte[] pixels = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    return pixels;
  }
}
