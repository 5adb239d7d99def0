package io.nightjar.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * WAV files made by hand, after the Microsoft/IBM "Multimedia Programming Interface and Data
 * Specifications 1.0".
 */
final class Wav {

  private Wav() {}

  static byte[] pcm16(int sampleRate, int channels, short... interleaved) {
    ByteBuffer data = ByteBuffer.allocate(2 * interleaved.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asShortBuffer().put(interleaved);
    return file(1, sampleRate, channels, 16, data.array());
  }

  static byte[] float32(int sampleRate, int channels, float... interleaved) {
    ByteBuffer data = ByteBuffer.allocate(4 * interleaved.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(interleaved);
    return file(3, sampleRate, channels, 32, data.array());
  }

  private static byte[] file(int format, int sampleRate, int channels, int bits, byte[] data) {
    ByteBuffer wav = ByteBuffer.allocate(44 + data.length).order(ByteOrder.LITTLE_ENDIAN);
    wav.put(new byte[] {'R', 'I', 'F', 'F'}).putInt(36 + data.length);
    wav.put(new byte[] {'W', 'A', 'V', 'E', 'f', 'm', 't', ' '}).putInt(16);
    wav.putShort((short) format).putShort((short) channels).putInt(sampleRate);
    wav.putInt(sampleRate * channels * bits / 8);
    wav.putShort((short) (channels * bits / 8)).putShort((short) bits);
    return wav.put(new byte[] {'d', 'a', 't', 'a'}).putInt(data.length).put(data).array();
  }
}
