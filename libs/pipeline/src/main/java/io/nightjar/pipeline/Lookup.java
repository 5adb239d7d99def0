package io.nightjar.pipeline;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Typed reading of properties, with errors that name the property. */
record Lookup(Function<String, Optional<String>> property) {
  String required(String name) {
    return property
        .apply(name)
        .filter(value -> !value.isBlank())
        .orElseThrow(() -> new IllegalArgumentException("the property " + name + " is not set"));
  }

  String text(String name, String otherwise) {
    return property.apply(name).filter(value -> !value.isBlank()).orElse(otherwise);
  }

  int number(String name, int otherwise) {
    long number = count(name, otherwise);
    if (number > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          name + " must be at most " + Integer.MAX_VALUE + ": " + number);
    }
    return (int) number;
  }

  long count(String name, long otherwise) {
    String text = text(name, Long.toString(otherwise));
    try {
      long number = Long.parseLong(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is no whole number: " + text, e);
    }
    throw new IllegalArgumentException(name + " must be at least 1: " + text);
  }

  Duration seconds(String name, int otherwise) {
    return Duration.ofSeconds(number(name, otherwise));
  }

  /** {@code name=value} pairs, separated by line breaks or semicolons. */
  Map<String, String> pairs(String name) {
    return text(name, "")
        .lines()
        .flatMap(line -> Arrays.stream(line.split(";", -1)))
        .map(String::strip)
        .filter(pair -> pair.contains("="))
        .collect(
            Collectors.toUnmodifiableMap(
                pair -> pair.substring(0, pair.indexOf('=')).strip(),
                pair -> pair.substring(pair.indexOf('=') + 1).strip()));
  }
}
