package io.nightjar.runtime.settings;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** A time from 1 ms to 100 years: {@code 30} (seconds), {@code 500ms}, {@code 14d}. */
public final class Time implements Converter<Duration>, Described {
  private static final long serialVersionUID = 1;
  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration MOST = Duration.ofDays(36_525);

  @Override
  public String expected() {
    return "a time from 1 ms to 100 years, such as 30 (seconds), 500ms or 14d";
  }

  @Override
  public @Nullable Duration convert(String text) {
    if (text.isBlank()) {
      return null; // which the framework takes for a setting that is not set
    }
    Duration time = parse(text);
    if (time.compareTo(LEAST) < 0 || time.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("it must be from 1 ms to 100 years");
    }
    return time;
  }

  private static Duration parse(String text) {
    try {
      return new DurationConverter().convert(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("it must be a time such as 30, 500ms or 14d", e);
    }
  }
}
