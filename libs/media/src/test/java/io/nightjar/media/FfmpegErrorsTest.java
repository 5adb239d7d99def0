package io.nightjar.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FfmpegErrorsTest {

  /**
   * Signals by their Linux numbers; 183 is FFmpeg's AVERROR_INVALIDDATA modulo 256, 255 what it
   * ends with when a signal asks it to, 123 when four do.
   */
  @ParameterizedTest
  @CsvSource({
    "0,   '',                              ",
    "0,   '[flac @ 0x1] invalid residual', ",
    "183, 'Invalid data found',            ",
    "1,   '',                              ",
    "139, '',                              CHILD_CRASHED",
    "134, '',                              CHILD_CRASHED",
    "244, 'x: Cannot allocate memory',     OUT_OF_MEMORY",
    "228, 'x: No space left on device',    DISK_FULL",
    "152, '',                              DEADLINE_MISSED",
    "137, '',                              CHILD_KILLED",
    "143, '',                              CHILD_KILLED",
    "255, '',                              CHILD_KILLED",
    "123, '',                              CHILD_KILLED",
    "126, '',                              NOT_STARTED",
    "127, 'libm.so.6: cannot open',        NOT_STARTED",
  })
  void blamesTheMachine(int exitCode, String errors, @Nullable ChildFault fault) {
    assertThat(FfmpegErrors.faultOf(new ChildOutcome.Ended(exitCode, errors)))
        .isEqualTo(Optional.ofNullable(fault));
  }

  /**
   * Messages of FFmpeg 8.0.1 on whole recordings (the first three), cut-off ones and damaged ones.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                                               | false",
        "[opus @ 0x55c0] Error parsing Opus packet header.                | false",
        "[mp3float @ 0x55c0] Header missing                               | false",
        "[mov,mp4,m4a,3gp,3g2,mj2 @ 0x5610] stream 0, offset 0x17c01: partial file | true",
        "[aist#0:0/flac @ 0x55] [dec:flac @ 0x55] Error submitting packet to decoder: Invalid | true",
        "[aist#0:0/pcm_f32le @ 0x55] [dec:pcm_f32le @ 0x55] Decoding error: Invalid data | true",
        "[in#0/wav @ 0x55] Error during demuxing: Input/output error      | true",
      })
  void tellsLostPartsFromComplaints(String errors, boolean partLost) {
    assertThat(FfmpegErrors.partLost(errors)).isEqualTo(partLost);
  }

  @Test
  void summarisesByTheFirstLineWithoutAddressesAndPaths() {
    String errors = "[in#0 @ 0x5606fe] Error opening /a/b.wav: Invalid data\nmore";

    assertThat(FfmpegErrors.summary(errors, Path.of("/a/b.wav")))
        .isEqualTo("in#0: Error opening the file: Invalid data");
    assertThat(
            FfmpegErrors.summary(
                "[mov @ 0x1] low score, misdetection possible!\nfile:/a/b: Invalid",
                Path.of("/a/b")))
        .isEqualTo("the file: Invalid");
    assertThat(FfmpegErrors.summary("", Path.of("/a"))).isEqualTo("no message");
    assertThat(FfmpegErrors.summary("x".repeat(1000), Path.of("/a"))).hasSize(201);
  }
}
