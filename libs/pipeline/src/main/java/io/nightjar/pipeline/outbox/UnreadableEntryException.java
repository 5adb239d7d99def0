package io.nightjar.pipeline.outbox;

import java.io.IOException;

/** What lies in the outbox is no entry: a broken contract, which no retry mends. */
final class UnreadableEntryException extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableEntryException(String key, String why) {
    super(key + " is no outbox entry: " + why);
  }

  UnreadableEntryException(String key, IOException cause) {
    super(key + " is no outbox entry: " + cause.getMessage(), cause);
  }
}
