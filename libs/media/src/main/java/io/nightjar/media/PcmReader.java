package io.nightjar.media;

import io.nightjar.media.container.FileBytes;
import io.nightjar.media.container.PcmLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads plain samples from a file. In Java, since FFmpeg takes neither samples narrower than their
 * container nor a length other than the header's.
 */
final class PcmReader {

  private final FileBytes file;
  private final PcmLayout layout;

  PcmReader(FileBytes file, PcmLayout layout) {
    this.file = file;
    this.layout = layout;
  }

  /** Hands on all samples, as far as they are wanted. Ends when its thread is interrupted. */
  void readAll(SampleForwarder samples) throws IOException {
    samples.begin(layout.sampleRate(), layout.channels());
    ByteBuffer bytes =
        ByteBuffer.allocate(SampleForwarder.BLOCK * layout.frameBytes()).order(layout.order());
    float[] source = new float[SampleForwarder.BLOCK * layout.channels()];
    long position = layout.start();
    for (long left = layout.frames(); left > 0; ) {
      int count = (int) Math.min(left, file.readInto(bytes, position) / layout.frameBytes());
      if (count == 0) {
        throw new IOException("the file became shorter while it was read");
      }
      convert(bytes, source, count * layout.channels());
      if (!samples.add(source, count)) {
        return;
      }
      position += (long) count * layout.frameBytes();
      left -= count;
    }
  }

  /** Full scale is ±1, exactly as FFmpeg converts: −2^(bits − 1) is −1. */
  private void convert(ByteBuffer bytes, float[] samples, int count) {
    switch (layout.coding()) {
      case UNSIGNED -> {
        for (int i = 0; i < count; i++) {
          samples[i] = ((bytes.get(i) & 0xff) - 128) * 0x1p-7f;
        }
      }
      case SIGNED -> convertSigned(bytes, samples, count);
      case FLOATING -> {
        for (int i = 0; i < count; i++) {
          samples[i] =
              layout.sampleBytes() == 4 ? bytes.getFloat(4 * i) : (float) bytes.getDouble(8 * i);
        }
      }
    }
  }

  private void convertSigned(ByteBuffer bytes, float[] samples, int count) {
    int unused = layout.unusedHighBits();
    switch (layout.sampleBytes()) {
      case 2 -> {
        for (int i = 0; i < count; i++) {
          samples[i] = (short) (bytes.getShort(2 * i) << unused) * 0x1p-15f;
        }
      }
      case 3 -> {
        boolean little = layout.order() == ByteOrder.LITTLE_ENDIAN;
        for (int i = 0; i < count; i++) {
          int highest = bytes.get(3 * i + (little ? 2 : 0));
          int middle = bytes.get(3 * i + 1) & 0xff;
          int lowest = bytes.get(3 * i + (little ? 0 : 2)) & 0xff;
          samples[i] = ((highest << 24 | middle << 16 | lowest << 8) << unused) * 0x1p-31f;
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          samples[i] = (bytes.getInt(4 * i) << unused) * 0x1p-31f;
        }
      }
    }
  }
}
