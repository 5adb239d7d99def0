package io.nightjar.ingest.frames;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/** Where frames are written. */
public interface FrameAnswer {
  /**
   * Whether nobody waits any more. To be asked while nothing is written: writing notices by itself.
   */
  boolean isGone();

  /**
   * Begins the answer.
   *
   * @param bytes that will be written, where that is known
   * @return where to; it need not be closed
   */
  OutputStream begin(OptionalLong bytes) throws IOException;
}
