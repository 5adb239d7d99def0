package io.nightjar.ingest;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values of headers that are one item of RFC 9651. What can't be read is as good as not sent, as
 * the IETF's draft of resumable uploads wants it; parameters behind the item mean nothing here.
 */
final class StructuredItem {
  private static final String PARAMETERS =
      "(?:; *[a-z*][a-z0-9_.*-]*(?:=(?:\"[^\"]*\"|[^ ;,\"]+))?)*";

  private static final Pattern BOOLEAN = Pattern.compile(" *\\?([01])" + PARAMETERS + " *");
  private static final Pattern INTEGER = Pattern.compile(" *(\\d{1,15})" + PARAMETERS + " *");

  private StructuredItem() {}

  /** A boolean: {@code ?1} or {@code ?0}. */
  static Optional<Boolean> bool(String value) {
    Matcher item = BOOLEAN.matcher(value);
    return item.matches() ? Optional.of(item.group(1).equals("1")) : Optional.empty();
  }

  /** An integer from 0. */
  static OptionalLong integer(String value) {
    Matcher item = INTEGER.matcher(value);
    return item.matches() ? OptionalLong.of(Long.parseLong(item.group(1))) : OptionalLong.empty();
  }
}
