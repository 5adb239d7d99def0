package io.nightjar.ingest.http;

import java.io.IOException;
import java.time.Duration;

/** The sender of a body has fallen silent for longer than is waited. */
public final class BodyPausedException extends IOException {
  private static final long serialVersionUID = 1L;

  BodyPausedException(Duration patience) {
    super("no byte came for " + patience.toSeconds() + " s");
  }
}
