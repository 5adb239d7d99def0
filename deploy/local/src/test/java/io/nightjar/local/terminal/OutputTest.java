package io.nightjar.local.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputTest {
  @Test
  void columnsLineUp() {
    var table = new Table("process", "port", "");
    table.row("ingest-service", 18080, "");
    table.row("a", "", "died");

    assertThat(table.lines())
        .containsExactly(
            "process         port", //
            "ingest-service  18080",
            "a                      died");
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "999, 999 B", "1000, 1.0 kB", "2124991, 2.1 MB", "4100000000, 4.1 GB"})
  void sizesAreShort(long bytes, String text) {
    assertThat(Amounts.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"PT12S, 12s", "PT5M3S, 5m 3s", "PT26H10S, 26h 0m"})
  void uptimesAreShort(Duration time, String text) {
    assertThat(Amounts.uptime(time)).isEqualTo(text);
  }

  @Test
  void theBarShowsTheShareOfBytes() {
    var progress = new ProgressLine(screen(new ByteArrayOutputStream(), false), "sending", 2, 1000);
    progress.advance(700);
    progress.advance(-200);
    progress.fileDone();

    assertThat(progress.text())
        .isEqualTo("sending [===============               ]  50 %  1 of 2 files, 1.0 kB");
  }

  @Test
  void whereNobodyWatchesThereIsNoBar() {
    var err = new ByteArrayOutputStream();
    try (var progress = new ProgressLine(screen(err, false), "sending", 1, 10)) {
      progress.advance(10);
    }
    assertThat(err.toString(UTF_8)).isEmpty();

    try (var progress = new ProgressLine(screen(err, true), "sending", 1, 10)) {
      progress.advance(10);
    }
    assertThat(err.toString(UTF_8)).contains("100 %").endsWith("\r\033[K");
  }

  @Test
  void rateAndTimeLeftComeFromWhatWasSentNotFromWhatWasThere() {
    var nanos = new AtomicLong();
    var progress =
        new ProgressLine(
            screen(new ByteArrayOutputStream(), false), "sending", 4, 10_000_000, nanos::get);
    progress.spare(5_000_000);
    progress.advance(2_000_000);
    nanos.set(4_000_000_000L);

    // 2 MB in 4 s are 0.5 MB/s; 3 MB are left.
    assertThat(progress.text()).endsWith("0 of 4 files, 10.0 MB, 500.0 kB/s, 6s left");
  }

  @Test
  void whereNobodyWatchesAPlainLineComesNowAndThen() {
    var nanos = new AtomicLong();
    var err = new ByteArrayOutputStream();
    var progress = new ProgressLine(screen(err, false), "sending", 1, 100, nanos::get);
    progress.advance(10);
    nanos.set(10_000_000_000L);
    progress.advance(10);
    progress.advance(10);

    assertThat(err.toString(UTF_8))
        .isEqualTo("nightjar: sending  20 %  0 of 1 files, 100 B, 2 B/s, 40s left\n");
  }

  private static Screen screen(ByteArrayOutputStream err, boolean terminal) {
    var stream = new PrintStream(err, true, UTF_8);
    return new Screen(stream, stream, terminal);
  }
}
