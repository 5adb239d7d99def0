package io.nightjar.runtime.settings;

import java.util.Locale;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** Yes or no. What is neither is refused, and not taken for no. */
public final class Flag implements Converter<Boolean>, Described {
  private static final long serialVersionUID = 1;

  @Override
  public String expected() {
    return "true or false";
  }

  @Override
  public @Nullable Boolean convert(String text) {
    if (text.isBlank()) {
      return null; // which the framework takes for a setting that is not set
    }
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("it must be true or false");
    };
  }
}
