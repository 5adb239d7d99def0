package io.nightjar.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class QuietConsoleTest {
  private static final String CLIENT = "org.apache.kafka.clients.NetworkClient";

  private final AtomicLong now = new AtomicLong();
  private final QuietConsole filter = new QuietConsole(now::get);

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
  void countsWhatTwoClientsSayOfOneBrokerAsOne() {
    boolean producer = passes(CLIENT, "[Producer clientId=a-1] Connection to node 1 failed");
    boolean consumer =
        passes(CLIENT, "[Consumer clientId=b, groupId=c] Connection to node 1 failed");

    assertThat(producer).isTrue();
    assertThat(consumer).isFalse();
  }

  @Test
  void leavesOutWhatTheFrameworkTellsOfItsBuild() {
    assertThat(passes("io.quarkus", "Installed features: [cdi, vertx]")).isFalse();
    assertThat(passes("io.quarkus", "thermal-service 1.0.0 started in 1.2s")).isTrue();
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
