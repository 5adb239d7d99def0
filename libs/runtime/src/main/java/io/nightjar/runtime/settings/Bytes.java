package io.nightjar.runtime.settings;

import io.quarkus.runtime.configuration.MemorySizeConverter;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** A number of bytes from 1, or of KiB, MiB, GiB or TiB: {@code 1048576}, {@code 256M}. */
public final class Bytes implements Converter<Long>, Described {
  private static final long serialVersionUID = 1;

  @Override
  public String expected() {
    return "a number of bytes from 1, such as 1048576 or 256M";
  }

  @Override
  public @Nullable Long convert(String text) {
    if (text.isBlank()) {
      return null; // which the framework takes for a setting that is not set
    }
    try {
      long bytes = new MemorySizeConverter().convert(text.strip()).asBigInteger().longValueExact();
      if (bytes >= 1) {
        return bytes;
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException("it must be a number of bytes such as 1048576 or 256M", e);
    }
    throw new IllegalArgumentException("it must be at least 1");
  }
}
