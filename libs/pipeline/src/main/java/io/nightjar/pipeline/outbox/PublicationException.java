package io.nightjar.pipeline.outbox;

import java.io.IOException;

/** The message log did not take an event: the topic's fault, as long as it takes no other. */
final class PublicationException extends IOException {
  private static final long serialVersionUID = 1L;

  PublicationException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
