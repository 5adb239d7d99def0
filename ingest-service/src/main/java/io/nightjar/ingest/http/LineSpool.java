package io.nightjar.ingest.http;

import io.nightjar.pipeline.scratch.NamelessFile;
import io.nightjar.pipeline.scratch.ScratchRoot;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * Bytes that wait on disk, first in, first out. The file has no name from its first byte on:
 * whatever ends the process, nothing is left. Not thread-safe.
 */
final class LineSpool implements Closeable {
  private final RandomAccessFile file;
  private long first;
  private long end;

  private LineSpool(RandomAccessFile file) {
    this.file = file;
  }

  static LineSpool open() throws IOException {
    return new LineSpool(NamelessFile.open(ScratchRoot.defaultFolder(), "nightjar-lines-"));
  }

  boolean isEmpty() {
    return first == end;
  }

  void add(byte[] bytes) throws IOException {
    file.seek(end);
    file.write(bytes);
    end += bytes.length;
  }

  /** Takes the first bytes out. */
  byte[] take(int most) throws IOException {
    byte[] bytes = new byte[(int) Math.min(most, end - first)];
    file.seek(first);
    file.readFully(bytes);
    first += bytes.length;
    if (isEmpty()) {
      file.setLength(0);
      first = 0;
      end = 0;
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
