package io.nightjar.runtime.settings;

import java.net.URI;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** An address such as {@code https://s3.example.org}. */
public final class HttpAddress implements Converter<URI>, Described {
  private static final long serialVersionUID = 1;

  @Override
  public String expected() {
    return "an address such as https://s3.example.org, without a user";
  }

  @Override
  public @Nullable URI convert(String text) {
    if (text.isBlank()) {
      return null; // which the framework takes for a setting that is not set
    }
    URI address = URI.create(text.strip());
    boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
    if (!http || address.getHost() == null || address.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "it must be an address such as https://s3.example.org, without a user");
    }
    return address;
  }
}
