package io.nightjar.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
@Tag("process")
class VideoEncoderTest {

  private static final VideoFormat FORMAT = new VideoFormat(64, 48, 9, 20);
  private static final int WHITE = 0xffffff;
  private static final int RED = 0xff0000;

  @TempDir Path folder;

  /** ffprobe counts the frames that it decodes. */
  @Test
  void aVideoIsWhatItsFormatSays() throws Exception {
    Path mp4 = folder.resolve("video.mp4");

    encoder(ProcessLimits.DEFAULT).encodeMp4(FORMAT, 27, frames(27), mp4);

    List<String> facts =
        List.of("codec_name", "width", "height", "pix_fmt", "color_space", "color_range");
    assertThat(probe(mp4, "stream=" + String.join(",", facts)))
        .containsExactlyInAnyOrder(
            "codec_name=h264",
            "width=64",
            "height=48",
            "pix_fmt=yuv420p",
            "color_space=bt709",
            "color_range=tv");
    assertThat(probe(mp4, "stream=avg_frame_rate,duration,nb_read_frames"))
        .containsExactlyInAnyOrder("avg_frame_rate=9/1", "duration=3.000000", "nb_read_frames=27");
    assertThat(probe(mp4, "format_tags=creation_time")).isEmpty();
  }

  /** A player can begin before it has all: the index is in front of the pictures. */
  @Test
  void theIndexStandsFirst() throws IOException {
    Path mp4 = folder.resolve("video.mp4");

    encoder(ProcessLimits.DEFAULT).encodeMp4(FORMAT, 9, frames(9), mp4);

    String bytes = Files.readString(mp4, StandardCharsets.ISO_8859_1);
    assertThat(bytes.indexOf("moov")).isBetween(1, bytes.indexOf("mdat"));
  }

  @Test
  void theSameFramesGiveTheSameBytes() throws IOException {
    VideoEncoder encoder = encoder(ProcessLimits.DEFAULT);

    encoder.encodeMp4(FORMAT, 27, frames(27), folder.resolve("1.mp4"));
    encoder.encodeMp4(FORMAT, 27, frames(27), folder.resolve("2.mp4"));

    assertThat(folder.resolve("1.mp4")).hasSameBinaryContentAs(folder.resolve("2.mp4"));
  }

  /**
   * By ITU-R BT.709: white has a luma of 235, black of 16, and red of 16 + 219 × 0.2126 = 63. The
   * left half is white or red in turn, the right one black.
   */
  @Test
  void coloursAreKept() throws Exception {
    Path mp4 = folder.resolve("video.mp4");
    encoder(ProcessLimits.DEFAULT).encodeMp4(FORMAT, 2, frames(2), mp4);

    byte[] planes =
        run(
            "ffmpeg",
            "-v",
            "error",
            "-i",
            mp4.toString(),
            "-f",
            "rawvideo",
            "-pix_fmt",
            "yuv420p",
            "-");

    int frame = 64 * 48 * 3 / 2;
    assertThat(planes).hasSize(2 * frame);
    int middleRow = 24 * 64;
    assertThat(planes[middleRow + 16] & 0xff).isCloseTo(235, within(3));
    assertThat(planes[middleRow + 48] & 0xff).isCloseTo(16, within(3));
    assertThat(planes[frame + middleRow + 16] & 0xff).isCloseTo(63, within(3));
  }

  @Test
  void whatTheSourceOfFramesThrowsPasses() {
    VideoEncoder encoder = encoder(ProcessLimits.DEFAULT);

    assertThatThrownBy(
            () ->
                encoder.encodeMp4(
                    FORMAT,
                    9,
                    rgb -> {
                      throw new IOException("the store is gone");
                    },
                    folder.resolve("video.mp4")))
        .isInstanceOf(IOException.class)
        .hasMessage("the store is gone");
  }

  @Test
  void anEncoderThatIsKilledIsTheMachinesFault() {
    VideoEncoder encoder = encoder(ProcessLimits.DEFAULT);
    AtomicBoolean killed = new AtomicBoolean();

    assertThatThrownBy(
            () ->
                encoder.encodeMp4(
                    FORMAT,
                    1_000_000,
                    rgb -> {
                      if (killed.compareAndSet(false, true)) {
                        ProcessHandle.current()
                            .descendants()
                            .forEach(ProcessHandle::destroyForcibly);
                      }
                      return true;
                    },
                    folder.resolve("video.mp4")))
        .isInstanceOfSatisfying(
            ChildFaultException.class,
            e -> assertThat(e.fault()).isEqualTo(ChildFault.CHILD_KILLED));
  }

  /** A million frames of 2048 × 2048 pixels are not encoded in a tenth of a second. */
  @Test
  void anEncoderThatIsTooSlowIsTheMachinesFault() {
    ProcessLimits none = new ProcessLimits(Duration.ofMillis(100), Long.MAX_VALUE, 1L << 30, 0);
    VideoFormat large = new VideoFormat(2048, 2048, 9, 20);

    assertThatThrownBy(
            () ->
                encoder(none).encodeMp4(large, 1_000_000, rgb -> true, folder.resolve("video.mp4")))
        .isInstanceOfSatisfying(
            ChildFaultException.class,
            e -> assertThat(e.fault()).isEqualTo(ChildFault.DEADLINE_MISSED));
  }

  @Test
  void aPlaceThatCanNotBeWrittenIsNoVideo() {
    VideoEncoder encoder = encoder(ProcessLimits.DEFAULT);

    assertThatThrownBy(
            () -> encoder.encodeMp4(FORMAT, 9, frames(9), folder.resolve("missing/video.mp4")))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "15, 48, 9, 20",
    "63, 48, 9, 20",
    "2050, 48, 9, 20",
    "64, 14, 9, 20",
    "64, 48, 0, 20",
    "64, 48, 241, 20",
    "64, 48, 9, 19",
    "64, 48, 9, 52"
  })
  void formatsThatCanNotBeEncodedAreRefused(int width, int height, int rate, int quantiser) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VideoFormat(width, height, rate, quantiser));
  }

  @Test
  void theSmallestAndTheLargestFrameAreEncoded() throws Exception {
    Path small = folder.resolve("small.mp4");
    Path large = folder.resolve("large.mp4");

    encoder(ProcessLimits.DEFAULT).encodeMp4(new VideoFormat(16, 16, 240, 51), 2, frames(2), small);
    encoder(ProcessLimits.DEFAULT)
        .encodeMp4(new VideoFormat(2048, 2048, 1, 20), 2, frames(2), large);

    assertThat(probe(small, "stream=width,nb_read_frames")).contains("nb_read_frames=2");
    assertThat(probe(large, "stream=width,nb_read_frames"))
        .contains("width=2048", "nb_read_frames=2");
  }

  /** At a finer quantiser OpenH264 would give up: the frame becomes larger than its pixels. */
  @Test
  void noiseInBlackAndWhiteIsEncoded() throws Exception {
    Path mp4 = folder.resolve("noise.mp4");
    Random random = new Random(1);
    int[] next = {0};

    encoder(ProcessLimits.DEFAULT)
        .encodeMp4(
            new VideoFormat(320, 240, 9, VideoFormat.FINEST),
            3,
            rgb -> {
              for (int i = 0; i < rgb.length; i += 3) {
                Arrays.fill(rgb, i, i + 3, (byte) (random.nextBoolean() ? 0xff : 0));
              }
              return next[0]++ < 3;
            },
            mp4);

    assertThat(probe(mp4, "stream=nb_read_frames")).containsExactly("nb_read_frames=3");
  }

  /** The left half is white in every second frame and red in the others, the right one black. */
  private static VideoFrames frames(int count) {
    int[] next = {0};
    return rgb -> {
      int colour = next[0] % 2 == 0 ? WHITE : RED;
      for (int i = 0; i < rgb.length; i += 3) {
        boolean left = i / 3 % 64 < 32;
        rgb[i] = (byte) (left ? colour >> 16 : 0);
        rgb[i + 1] = (byte) (left ? colour >> 8 : 0);
        rgb[i + 2] = (byte) (left ? colour : 0);
      }
      return next[0]++ < count;
    };
  }

  private static VideoEncoder encoder(ProcessLimits limits) {
    return new VideoEncoder(ffmpeg(), limits);
  }

  private static FfmpegInstallation ffmpeg() {
    try {
      return FfmpegInstallation.bundled();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> probe(Path mp4, String entries) throws Exception {
    byte[] text =
        run(
            "ffprobe",
            "-v",
            "error",
            "-count_frames",
            "-show_entries",
            entries,
            "-of",
            "default=noprint_wrappers=1",
            mp4.toString());
    return new String(text, StandardCharsets.UTF_8).lines().toList();
  }

  private static byte[] run(String program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ffmpeg().folder().resolve(program).toString());
    command.add("-hide_banner"); // the stubs of its libraries can't tell their versions
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(ffmpeg().environment());
    Process process =
        builder
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    byte[] output = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    return output;
  }
}
