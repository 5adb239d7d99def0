package io.nightjar.media.container;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The content of a chunk {@code fmt }.
 *
 * @param tag 1 for integers, 3 for floating point, others for compressed sound; of
 *     WAVE_FORMAT_EXTENSIBLE that of its sub-format
 * @param channels how many
 * @param sampleRate in Hz
 * @param blockAlign bytes of one sample of all channels
 * @param bits of one sample
 * @param extensible whether it is a WAVE_FORMAT_EXTENSIBLE: then {@code bits} are the container's,
 *     of which the lowest may be unused
 */
public record WaveFormat(
    int tag, int channels, int sampleRate, int blockAlign, int bits, boolean extensible) {

  /** WAVE_FORMAT_PCM. */
  public static final int INTEGERS = 1;

  /** WAVE_FORMAT_IEEE_FLOAT. */
  public static final int FLOATS = 3;

  private static final int EXTENSIBLE = 0xfffe;
  private static final int EXTENSIBLE_LENGTH = 40;
  private static final int SHORTEST = 16;

  /** Reads a chunk's content; empty if it is too short or describes no sound. */
  static Optional<WaveFormat> read(ByteBuffer content, ByteOrder order) {
    if (content.limit() < SHORTEST) {
      return Optional.empty();
    }
    ByteBuffer bytes = content.duplicate().order(order);
    int tag = Short.toUnsignedInt(bytes.getShort(0));
    int channels = Short.toUnsignedInt(bytes.getShort(2));
    int sampleRate = bytes.getInt(4);
    int blockAlign = Short.toUnsignedInt(bytes.getShort(12));
    int bits = Short.toUnsignedInt(bytes.getShort(14));
    boolean extensible = tag == EXTENSIBLE && bytes.limit() >= EXTENSIBLE_LENGTH;
    if (extensible) {
      tag = Short.toUnsignedInt(bytes.getShort(order == ByteOrder.LITTLE_ENDIAN ? 24 : 26));
    }
    return channels == 0 || sampleRate <= 0
        ? Optional.empty()
        : Optional.of(new WaveFormat(tag, channels, sampleRate, blockAlign, bits, extensible));
  }

  /**
   * Bytes of one sample of one channel, by the block's length or, where that is no use, the bits.
   */
  int containerBytes() {
    int needed = (bits + 7) / 8;
    boolean fits = blockAlign % channels == 0 && blockAlign / channels >= needed;
    return fits ? blockAlign / channels : needed;
  }
}
