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
 * Some bytes of a file as the body of a request, which tells how many of them have been read. A
 * file that grows meanwhile is sent as long as it was; one that shrinks breaks the request.
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

  /** Some bytes of a file that are to be sent. */
  record Part(Path file, long from, long length) {}

  static BodyPublisher body(Part part, LongConsumer read) {
    if (part.length() == 0) {
      return BodyPublishers.noBody();
    }
    BodyPublisher stream = BodyPublishers.ofInputStream(() -> open(part, read));
    return BodyPublishers.fromPublisher(stream, part.length());
  }

  private static InputStream open(Part part, LongConsumer read) {
    try {
      InputStream file = Files.newInputStream(part.file());
      file.skipNBytes(part.from());
      return new MeteredFile(file, part.length(), read);
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
