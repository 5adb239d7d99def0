package io.nightjar.audio.waveform;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The lowest and the highest sample of each stretch of a sound, to draw its waveform from. As many
 * stretches as allowed at most: when there are more, neighbours are joined in pairs, and each is
 * twice as long from then on. What comes out depends only on the samples. Not thread-safe.
 *
 * <p>Of several channels each stretch has the lowest and the highest of all: the mean would be
 * silence where one is wired the wrong way round.
 */
public final class WaveformPeaks {

  /** At most so many, of four bytes each: more than a screen has pixels. */
  public static final int MOST_STRETCHES = 2048;

  /** That of the format; 5.3 ms at 48 kHz. */
  private static final int FIRST_LENGTH = 256;

  private static final int FORMAT_VERSION = 2;
  private static final int SIXTEEN_BITS = 0;
  private static final int HEADER_BYTES = 24;

  private final short[] lows = new short[MOST_STRETCHES];
  private final short[] highs = new short[MOST_STRETCHES];
  private int stretches;
  private int length = FIRST_LENGTH;
  private int pending;
  private float low;
  private float high;

  /** The memory that one takes, in bytes: two values of two bytes for each stretch. */
  public static long heapBytes() {
    return 4L * MOST_STRETCHES;
  }

  /**
   * Takes the next samples.
   *
   * @param block interleaved
   * @param count samples of each channel
   * @param channels at least 1
   */
  public void add(float[] block, int count, int channels) {
    int taken = 0;
    while (taken < count) {
      int part = Math.min(count - taken, length - pending);
      for (int at = taken * channels; at < (taken + part) * channels; at++) {
        float sample = block[at];
        // Not Math.min, which asks for NaN and the sign of zero.
        low = sample < low ? sample : low;
        high = sample > high ? sample : high;
      }
      taken += part;
      pending += part;
      if (pending == length) {
        close();
      }
    }
  }

  private void close() {
    lows[stretches] = sixteenBits(low);
    highs[stretches] = sixteenBits(high);
    stretches++;
    pending = 0;
    low = 0;
    high = 0;
    if (stretches == MOST_STRETCHES) {
      join();
    }
  }

  private void join() {
    stretches /= 2;
    for (int i = 0; i < stretches; i++) {
      lows[i] = (short) Math.min(lows[2 * i], lows[2 * i + 1]);
      highs[i] = (short) Math.max(highs[2 * i], highs[2 * i + 1]);
    }
    length *= 2;
  }

  private static short sixteenBits(float sample) {
    return (short) Math.clamp(Math.round(sample * 32_768.0), Short.MIN_VALUE, Short.MAX_VALUE);
  }

  /**
   * Writes version 2 of the format of audiowaveform (github.com/bbc/audiowaveform,
   * doc/DataFormat.md), which peaks.js reads: 16 bits, one channel. Call once, after the last
   * sample.
   *
   * @param sampleRate at which the sound plays, in Hz
   */
  public void write(int sampleRate, OutputStream out) throws IOException {
    if (pending > 0) {
      close();
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(HEADER_BYTES + 4 * stretches).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(FORMAT_VERSION).putInt(SIXTEEN_BITS).putInt(sampleRate);
    bytes.putInt(length).putInt(stretches).putInt(1);
    for (int i = 0; i < stretches; i++) {
      bytes.putShort(lows[i]).putShort(highs[i]);
    }
    out.write(bytes.array());
  }
}
