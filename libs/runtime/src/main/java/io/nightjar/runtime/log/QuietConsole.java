package io.nightjar.runtime.log;

import io.quarkus.logging.LoggingFilter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Keeps the console free of what nobody acts on: warnings of Kafka's clients that have been said
 * lately (while a broker is away, each client repeats the same one several times a second), and
 * what the framework tells of its own build at every start. Thread-safe.
 */
@LoggingFilter(name = "quiet-console")
public final class QuietConsole implements Filter {
  private static final String NOISY = "org.apache.kafka.";
  private static final String FRAMEWORK = "io.quarkus";
  private static final List<String> OF_ITS_BUILD = List.of("Profile", "Installed features");
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
  public QuietConsole() {
    this(System::nanoTime);
  }

  QuietConsole(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  @Override
  public boolean isLoggable(LogRecord message) {
    String logger = String.valueOf(message.getLoggerName());
    String text = String.valueOf(message.getMessage());
    if (logger.equals(FRAMEWORK)) {
      return OF_ITS_BUILD.stream().noneMatch(text::startsWith);
    }
    return !logger.startsWith(NOISY) || isNews(logger, text);
  }

  /** Numbers of nodes and tries, and which client says it, do not make another warning. */
  private synchronized boolean isNews(String logger, String text) {
    long now = nanoClock.getAsLong();
    String key = logger + ' ' + text.replaceAll("^\\[[^]]*] |-?\\d+", "");
    Long last = said.get(key);
    if (last != null && now - last < SILENCE.toNanos()) {
      return false;
    }
    said.remove(key);
    said.put(key, now);
    return true;
  }
}
