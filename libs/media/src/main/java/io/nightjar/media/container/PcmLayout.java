package io.nightjar.media.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;

/**
 * How plain samples lie in a file.
 *
 * @param coding how a sample is written
 * @param order of its bytes
 * @param sampleBytes 1…4 for integers, 4 or 8 for floating point
 * @param unusedHighBits of an integer; what stands in them doesn't count. Bits unused at the other
 *     end are zeros and need no name
 * @param channels how many are interleaved
 * @param sampleRate in Hz
 * @param start of the first sample in the file
 * @param frames samples of one channel; half a sample at the end doesn't count
 */
public record PcmLayout(
    SampleCoding coding,
    ByteOrder order,
    int sampleBytes,
    int unusedHighBits,
    int channels,
    int sampleRate,
    long start,
    long frames) {

  private static final int LOOKED_AT = 1 << 16;

  /** Of a wave file; empty if it holds compressed sound, or none. */
  public static Optional<PcmLayout> of(WaveFile wave, FileBytes file) throws IOException {
    if (wave.format().isEmpty() || wave.data().isEmpty()) {
      return Optional.empty();
    }
    WaveFormat format = wave.format().get();
    WaveData data = wave.data().get();
    int bytes = format.containerBytes();
    boolean integers = format.tag() == WaveFormat.INTEGERS && bytes >= 1 && bytes <= 4;
    boolean floats = format.tag() == WaveFormat.FLOATS && (bytes == 4 || bytes == 8);
    if (!integers && !floats) {
      return Optional.empty();
    }
    SampleCoding coding =
        floats ? SampleCoding.FLOATING : bytes == 1 ? SampleCoding.UNSIGNED : SampleCoding.SIGNED;
    return Optional.of(
        new PcmLayout(
            coding,
            wave.order(),
            bytes,
            coding == SampleCoding.SIGNED ? unusedHighBits(format, data, wave.order(), file) : 0,
            format.channels(),
            format.sampleRate(),
            data.start(),
            data.length() / ((long) bytes * format.channels())));
  }

  /**
   * By the specification a sample fills its container from the highest bit down. But a header that
   * is not extensible and whose blocks are longer than its samples' bytes is beside it: recorders
   * that write one (ALSA's S24_LE: 24 bits in four bytes) fill the container from the lowest bit
   * up, unless the samples show the contrary.
   */
  private static int unusedHighBits(
      WaveFormat format, WaveData data, ByteOrder order, FileBytes file) throws IOException {
    int bytes = format.containerBytes();
    if (format.extensible() || format.bits() == 0 || bytes == (format.bits() + 7) / 8) {
      return 0;
    }
    int unused = 8 * bytes - format.bits();
    ByteBuffer samples = file.read(data.start(), (int) Math.min(data.length(), LOOKED_AT));
    boolean lowestUsed = false;
    boolean highestUsed = false;
    for (int at = 0; at + bytes <= samples.limit(); at += bytes) {
      int sample = sample(samples, at, bytes, order);
      lowestUsed |= (sample & ((1 << unused) - 1)) != 0;
      int shift = 32 - format.bits();
      highestUsed |= sample << shift >> shift != sample;
    }
    return highestUsed && !lowestUsed ? 0 : unused;
  }

  /** A two's complement number of 1…4 bytes. */
  private static int sample(ByteBuffer bytes, int at, int length, ByteOrder order) {
    int value = 0;
    for (int i = 0; i < length; i++) {
      int next = order == ByteOrder.BIG_ENDIAN ? i : length - 1 - i;
      value = (value << 8) | (bytes.get(at + next) & 0xff);
    }
    int shift = 32 - 8 * length;
    return value << shift >> shift;
  }

  /** Bytes of one sample of all channels. */
  public int frameBytes() {
    return sampleBytes * channels;
  }

  /** The length of the sound in seconds. */
  public double seconds() {
    return (double) frames / sampleRate;
  }

  /** FFmpeg's name of it, such as {@code pcm_s16le}. */
  public String codec() {
    String kind =
        switch (coding) {
          case UNSIGNED -> "u";
          case SIGNED -> "s";
          case FLOATING -> "f";
        };
    String end = sampleBytes == 1 ? "" : order == ByteOrder.LITTLE_ENDIAN ? "le" : "be";
    int bits = 8 * sampleBytes - (unusedHighBits + 7) / 8 * 8;
    return String.format(Locale.ROOT, "pcm_%s%d%s", kind, bits, end);
  }
}
