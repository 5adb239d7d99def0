package io.nightjar.runtime.log;

import io.nightjar.pipeline.retry.SaidLately;
import io.quarkus.logging.LoggingFilter;
import java.time.Duration;
import java.util.List;
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

  private final SaidLately said;

  /** Made by the framework. */
  public QuietConsole() {
    this(System::nanoTime);
  }

  QuietConsole(LongSupplier nanoClock) {
    this.said = new SaidLately(nanoClock, MOST);
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
  private boolean isNews(String logger, String text) {
    return said.isNews(logger + ' ' + text.replaceAll("^\\[[^]]*] |-?\\d+", ""), SILENCE);
  }
}
