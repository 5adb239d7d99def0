package io.nightjar.cptv.core;

import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;

/** A frame alone as bytes: its differences along the snake, 16 bits each, ready to be deflated. */
public final class PixelSnapshot {

  private static final int BITS = 16;

  private PixelSnapshot() {}

  /** Returns how many bytes a snapshot of such a size has. */
  public static int length(int width, int height) {
    return (int) PixelDecoder.bodyLength(false, width, height, BITS);
  }

  /** Packs the pixels of a frame. */
  public static byte[] pack(Frame frame) {
    PixelEncoder encoder = new PixelEncoder(header(frame));
    byte[] body = new byte[encoder.bodyLength(BITS)];
    encoder.take(frame.pixels());
    encoder.pack(BITS, body, 0);
    return body;
  }

  /**
   * Unpacks the pixels of a frame.
   *
   * @param body of the length that the frame's size needs
   */
  public static void unpack(byte[] body, Frame into) {
    new PixelDecoder(header(into), new PlainDeltaDecoder()).decode(body, 0, BITS, into.pixels());
  }

  private static Header header(Frame frame) {
    return Header.builder(frame.width(), frame.height()).build();
  }
}
