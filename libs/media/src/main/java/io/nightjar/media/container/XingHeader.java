package io.nightjar.media.container;

import java.nio.ByteBuffer;

/**
 * What encoders write into the first frame of an MP3 file, which holds no sound then.
 *
 * @param present whether there is one
 * @param frames how many it claims, not counting itself; 0 if it doesn't say
 * @param bytes how many it claims, counting itself; 0 if it doesn't say
 */
record XingHeader(boolean present, long frames, long bytes) {

  /** Bytes of the first frame that may hold one. */
  static final int LONGEST = 4 + 32 + 16;

  private static final int[] PLACES = {4 + 32, 4 + 17, 4 + 9}; // by version and channels
  private static final int VBRI_PLACE = 4 + 32;

  /** Reads a frame's beginning. */
  static XingHeader read(ByteBuffer frame) {
    for (int at : PLACES) {
      String id = Tags.text(frame, at, 4);
      if (frame.limit() >= at + 16 && (id.equals("Xing") || id.equals("Info"))) {
        int flags = frame.getInt(at + 4);
        boolean hasFrames = (flags & 1) != 0;
        boolean hasBytes = (flags & 2) != 0;
        int bytesAt = at + 8 + (hasFrames ? 4 : 0);
        return new XingHeader(
            true,
            hasFrames ? Integer.toUnsignedLong(frame.getInt(at + 8)) : 0,
            hasBytes ? Integer.toUnsignedLong(frame.getInt(bytesAt)) : 0);
      }
    }
    return new XingHeader(Tags.text(frame, VBRI_PLACE, 4).equals("VBRI"), 0, 0);
  }
}
