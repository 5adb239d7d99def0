package io.nightjar.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells whether a WAV file is shorter than its header says, which FFmpeg passes over in silence. A
 * recorder that loses power leaves such files.
 */
final class RiffLength {

  private static final int RIFF = 0x46464952; // "RIFF", little-endian
  private static final int WAVE = 0x45564157;

  private RiffLength() {}

  /**
   * How many bytes are missing; 0 for a whole file, for one of unknown length, and for another
   * format.
   */
  static long missingBytes(Path file) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      while (header.hasRemaining() && channel.read(header) >= 0) {}
      if (header.hasRemaining() || header.getInt(0) != RIFF || header.getInt(8) != WAVE) {
        return 0;
      }
      int size = header.getInt(4);
      boolean unknown = size == 0 || size == -1; // as written by recorders that stream
      long declared = 8 + Integer.toUnsignedLong(size);
      return unknown ? 0 : Math.max(0, declared - channel.size());
    }
  }
}
