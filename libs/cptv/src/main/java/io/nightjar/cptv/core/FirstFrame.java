package io.nightjar.cptv.core;

import io.nightjar.cptv.Compression;
import io.nightjar.cptv.Finding;
import io.nightjar.cptv.Header;

/**
 * Tells whether the first frame of a file is what it has to be: a picture, coded as a difference to
 * zeros. A recorder that keeps the frame before from one file to the next, and a file whose first
 * frames were cut out, start with a difference to a frame that nobody has. Such pixels are no
 * temperatures, nor are those of all frames after, which add up to them.
 *
 * <p>It shows in two ways. A difference to zeros is a pixel, 0…65535; one that is negative or
 * larger is none. (With 16 bits a value this does not hold: the low-power camera reduces
 * differences modulo 2^16, by which a true picture may leave the range, too.) And most pixels of a
 * scene hardly change from frame to frame, so most differences are small, where no sensor counts as
 * little as that: the smallest pixel of a real scene that is known is 1,995.
 */
final class FirstFrame {

  /** What a pixel of an unchanged scene differs by at most, in counts: noise and drift. */
  private static final int SMALL = 100;

  private static final int LARGEST = 0xFFFF;

  private FirstFrame() {}

  static void review(
      Header header, byte[] body, int at, int bits, short[] pixels, FindingLog findings) {
    if (header.compression() == Compression.RAW) {
      return;
    }
    int outside = bits != Short.SIZE ? outside(body, at, bits, pixels.length) : 0;
    int small = small(pixels);
    if (outside > 0) {
      findings.add(
          Finding.Kind.PREDECESSOR_MISSING,
          0,
          "the first frame is a difference to a frame that is not there: as a picture it had "
              + outside
              + " pixels beyond 0…65535");
    } else if (small > pixels.length / 2) {
      findings.add(
          Finding.Kind.PREDECESSOR_MISSING,
          0,
          "the first frame seems to be a difference to a frame that is not there: "
              + small
              + " of its "
              + pixels.length
              + " pixels lie around 0");
    }
  }

  private static int small(short[] pixels) {
    int count = 0;
    for (short pixel : pixels) {
      count += Math.abs(pixel) <= SMALL ? 1 : 0;
    }
    return count;
  }

  /** Counts the sums of the values along the snake that are no pixels. */
  private static int outside(byte[] body, int at, int bits, int pixels) {
    int sum = LittleEndian.int32(body, at);
    int count = sum < 0 || sum > LARGEST ? 1 : 0;
    int next = at + DeltaDecoder.START_LENGTH;
    long held = 0;
    int available = 0;
    for (int i = 1; i < pixels; i++) {
      while (available < bits) {
        held = held << Byte.SIZE | (body[next++] & 0xFF);
        available += Byte.SIZE;
      }
      available -= bits;
      sum += (int) (held >>> available << (Long.SIZE - bits) >> (Long.SIZE - bits));
      count += sum < 0 || sum > LARGEST ? 1 : 0;
    }
    return count;
  }
}
