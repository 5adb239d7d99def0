package io.nightjar.cptv.index;

import java.io.IOException;
import java.io.InputStream;

/** A recording's file that can be read from any byte on: a local file, an object store. */
public interface RangeSource {

  /** Returns the length in bytes. */
  long length() throws IOException;

  /** Opens the bytes from an offset on; the caller reads as many as it needs, then closes. */
  InputStream from(long offset) throws IOException;
}
