package io.nightjar.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FfmpegErrorsTest {

  /** Signals by their Linux numbers; 183 is FFmpeg's AVERROR_INVALIDDATA modulo 256. */
  @ParameterizedTest
  @CsvSource({
    "0,   '',                              NONE",
    "0,   '[flac @ 0x1] invalid residual', NONE",
    "183, 'Invalid data found',            RECORDING",
    "1,   '',                              RECORDING",
    "139, '',                              RECORDING",
    "134, '',                              RECORDING",
    "244, 'x: Cannot allocate memory',     MEMORY",
    "152, '',                              CPU_TIME",
    "137, '',                              MACHINE",
    "143, '',                              MACHINE",
    "126, '',                              MACHINE",
    "127, 'libm.so.6: cannot open',        MACHINE",
  })
  void blames(int exitCode, String errors, FfmpegErrors.Blame blame) {
    assertThat(FfmpegErrors.classify(new ChildOutcome.Ended(exitCode, errors))).isEqualTo(blame);
  }

  @Test
  void summarisesByTheFirstLineWithoutAddressesAndPaths() {
    String errors = "[in#0 @ 0x5606fe] Error opening /a/b.wav: Invalid data\nmore";

    assertThat(FfmpegErrors.summary(errors, Path.of("/a/b.wav")))
        .isEqualTo("in#0: Error opening the file: Invalid data");
    assertThat(FfmpegErrors.summary("", Path.of("/a"))).isEqualTo("no message");
    assertThat(FfmpegErrors.summary("x".repeat(1000), Path.of("/a"))).hasSize(201);
  }
}
