package io.nightjar.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class RepeatedWarningsTest {
  private static final String CLIENT = "org.apache.kafka.clients.NetworkClient";

  private final AtomicLong now = new AtomicLong();
  private final RepeatedWarnings filter = new RepeatedWarnings(now::get);

  @Test
  void letsAClientSayTheSameOnce() {
    boolean first = passes(CLIENT, "Connection to node -1 could not be established");
    boolean second = passes(CLIENT, "Connection to node 2 could not be established");

    assertThat(first).isTrue();
    assertThat(second).isFalse();
  }

  @Test
  void letsItSayTheSameAgainAfterALongWhile() {
    assertThat(passes(CLIENT, "disconnected")).isTrue();

    now.addAndGet(Duration.ofMinutes(10).toNanos());

    assertThat(passes(CLIENT, "disconnected")).isTrue();
  }

  @Test
  void letsAllElsePass() {
    assertThat(passes(CLIENT, "one")).isTrue();
    assertThat(passes(CLIENT, "another")).isTrue();
    assertThat(passes("io.nightjar.pipeline.Any", "one")).isTrue();
    assertThat(passes("io.nightjar.pipeline.Any", "one")).isTrue();
  }

  private boolean passes(String logger, String text) {
    LogRecord message = new LogRecord(Level.WARNING, text);
    message.setLoggerName(logger);
    return filter.isLoggable(message);
  }
}
