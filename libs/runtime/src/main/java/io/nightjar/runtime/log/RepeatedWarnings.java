package io.nightjar.runtime.log;

import io.quarkus.logging.LoggingFilter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Lets a warning of Kafka's clients through that has not been said lately: while a broker is away,
 * each client repeats the same one several times a second. Thread-safe.
 */
@LoggingFilter(name = "repeated-warnings")
public final class RepeatedWarnings implements Filter {
  private static final String NOISY = "org.apache.kafka.";
  private static final Duration SILENCE = Duration.ofMinutes(10);
  private static final int MOST = 200;

  private final LongSupplier nanoClock;
  private final Map<String, Long> said =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST;
        }
      };

  /** Made by the framework. */
  public RepeatedWarnings() {
    this(System::nanoTime);
  }

  RepeatedWarnings(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  @Override
  public boolean isLoggable(LogRecord message) {
    String logger = message.getLoggerName();
    return logger == null || !logger.startsWith(NOISY) || isNews(logger, message.getMessage());
  }

  /** Numbers of nodes, tries and attempts do not make another warning. */
  private synchronized boolean isNews(String logger, String text) {
    long now = nanoClock.getAsLong();
    String key = logger + ' ' + String.valueOf(text).replaceAll("\\d+", "#");
    Long last = said.get(key);
    if (last != null && now - last < SILENCE.toNanos()) {
      return false;
    }
    said.remove(key);
    said.put(key, now);
    return true;
  }
}
