package io.nightjar.local.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** A file as the body of a request, which tells how much of it has been read. */
final class MeteredFile {
  private MeteredFile() {}

  static BodyPublisher body(Path file, long size, LongConsumer read) {
    if (size == 0) {
      return BodyPublishers.noBody();
    }
    BodyPublisher stream = BodyPublishers.ofInputStream(() -> open(file, read));
    return BodyPublishers.fromPublisher(stream, size);
  }

  private static InputStream open(Path file, LongConsumer read) {
    try {
      return new FilterInputStream(Files.newInputStream(file)) {
        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
          int count = super.read(into, offset, length);
          if (count > 0) {
            read.accept(count);
          }
          return count;
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
