package io.nightjar.pipeline.outbox;

import java.io.IOException;

/** An entry's upload is not in the store, and nobody was told that it is. */
final class UploadMissingException extends IOException {
  private static final long serialVersionUID = 1L;

  UploadMissingException(String key) {
    super("there is no " + key);
  }
}
