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
  private static final Pattern BOOLEAN = Pattern.compile("\\?([01])");
  private static final Pattern INTEGER = Pattern.compile("(\\d{1,15})");
  private static final Pattern KEY = Pattern.compile("; *[a-z*][a-z0-9_.*-]*");
  private static final Pattern VALUE = Pattern.compile("=\"[^\"]*\"|=[^ ;,\"]+");

  private StructuredItem() {}

  /** A boolean: {@code ?1} or {@code ?0}. */
  static Optional<Boolean> bool(String value) {
    return item(BOOLEAN, value).map("1"::equals);
  }

  /** An integer from 0. */
  static OptionalLong integer(String value) {
    return item(INTEGER, value)
        .map(digits -> OptionalLong.of(Long.parseLong(digits)))
        .orElseGet(OptionalLong::empty);
  }

  private static Optional<String> item(Pattern bare, String value) {
    String text = value.strip();
    Matcher item = bare.matcher(text);
    if (!item.lookingAt()) {
      return Optional.empty();
    }
    int end = item.end();
    Matcher key = KEY.matcher(text);
    Matcher parameter = VALUE.matcher(text);
    while (end < text.length() && key.region(end, text.length()).lookingAt()) {
      end = key.end();
      end = parameter.region(end, text.length()).lookingAt() ? parameter.end() : end;
    }
    return end == text.length() ? Optional.of(item.group(1)) : Optional.empty();
  }
}
