package io.nightjar.pipeline.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An object's bytes on their way; that the way breaks is the store's failure, and says so. */
final class StoreStream extends FilterInputStream {
  private final String key;

  StoreStream(InputStream in, String key) {
    super(in);
    this.key = key;
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return super.read(buffer, offset, length);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  @Override
  public long skip(long count) throws IOException {
    try {
      return super.skip(count);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private StoreException broken(IOException cause) {
    return new StoreException("the stream of " + key + " broke", cause);
  }
}
