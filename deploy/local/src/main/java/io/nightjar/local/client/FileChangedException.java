package io.nightjar.local.client;

import java.io.IOException;
import java.util.Optional;

/** A file is not the one any more that was to be sent; trying again at once does not help. */
final class FileChangedException extends IOException {
  private static final long serialVersionUID = 1L;

  FileChangedException(String message) {
    super(message);
  }

  /** Whether this is what broke a request whose body was read from a file. */
  static boolean isCauseOf(IOException broken) {
    return find(broken).isPresent();
  }

  /** What broke such a request. */
  static FileChangedException of(IOException broken) {
    return find(broken).orElseThrow();
  }

  private static Optional<FileChangedException> find(Throwable broken) {
    for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
      if (cause instanceof FileChangedException changed) {
        return Optional.of(changed);
      }
    }
    return Optional.empty();
  }
}
