package io.nightjar.ingest.http;

import io.nightjar.pipeline.scratch.ScratchFile;
import io.nightjar.pipeline.scratch.ScratchSpace;
import java.io.Closeable;
import java.io.IOException;

/** Bytes that wait on disk, first in, first out. Not thread-safe. */
final class LineSpool implements Closeable {
  private final ScratchFile file;
  private long first;

  private LineSpool(ScratchFile file) {
    this.file = file;
  }

  static LineSpool open(ScratchSpace scratch) throws IOException {
    return new LineSpool(scratch.open("nightjar-lines-"));
  }

  boolean isEmpty() {
    return first == file.length();
  }

  void add(byte[] bytes) throws IOException {
    file.append(bytes, 0, bytes.length);
  }

  /** Takes the first bytes out. */
  byte[] take(int most) throws IOException {
    byte[] bytes = file.read(first, (int) Math.min(most, file.length() - first));
    first += bytes.length;
    if (isEmpty()) {
      file.clear();
      first = 0;
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
