package io.nightjar.runtime.settings;

import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** A whole number from 1 to 9,223,372,036,854,775,807. */
public final class LongCount implements Converter<Long>, Described {
  private static final long serialVersionUID = 1;

  @Override
  public String expected() {
    return "a whole number from 1";
  }

  @Override
  public @Nullable Long convert(String text) {
    if (text.isBlank()) {
      return null; // which the framework takes for a setting that is not set
    }
    try {
      long count = Long.parseLong(text.strip());
      if (count >= 1) {
        return count;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("it must be a whole number from 1", e);
    }
    throw new IllegalArgumentException("it must be at least 1");
  }
}
