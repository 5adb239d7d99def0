package io.nightjar.embedded;

import java.util.Locale;

/** What the program can run; either or both. */
public enum Part {
  /** The Kafka broker. */
  KAFKA,
  /** The S3 server. */
  S3;

  /** The name in arguments, folders and messages: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
