package io.nightjar.local.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * The first bytes of a file as the body of a request, which tells how many of them have been read.
 * A file that grows meanwhile is sent as long as it was; one that shrinks breaks the request.
 */
final class MeteredFile extends InputStream {
  private final InputStream file;
  private final LongConsumer read;
  private long left;

  private MeteredFile(InputStream file, long size, LongConsumer read) {
    this.file = file;
    this.left = size;
    this.read = read;
  }

  static BodyPublisher body(Path file, long size, LongConsumer read) {
    if (size == 0) {
      return BodyPublishers.noBody();
    }
    BodyPublisher stream = BodyPublishers.ofInputStream(() -> open(file, size, read));
    return BodyPublishers.fromPublisher(stream, size);
  }

  private static InputStream open(Path file, long size, LongConsumer read) {
    try {
      return new MeteredFile(Files.newInputStream(file), size, read);
    } catch (IOException e) {
      throw new UncheckedIOException(new FileChangedException("it can't be opened any more"));
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int count = file.read(into, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new FileChangedException("it has become shorter while it was sent; send it again");
    }
    left -= count;
    read.accept(count);
    return count;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
