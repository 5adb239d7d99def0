package io.nightjar.runtime.settings;

import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** A whole number from 1 to 2,147,483,647. */
public final class Count implements Converter<Integer>, Described {
  private static final long serialVersionUID = 1;

  @Override
  public String expected() {
    return "a whole number from 1 to " + Integer.MAX_VALUE;
  }

  @Override
  public @Nullable Integer convert(String text) {
    Long count = new LongCount().convert(text);
    if (count == null) {
      return null;
    }
    if (count > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("it must be at most " + Integer.MAX_VALUE);
    }
    return count.intValue();
  }
}
