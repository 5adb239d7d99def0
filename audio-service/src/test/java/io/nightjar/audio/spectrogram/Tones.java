package io.nightjar.audio.spectrogram;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sounds made by formula. */
final class Tones {

  private Tones() {}

  static float[] sine(int samples, double amplitude, double cyclesPerSample) {
    float[] tone = new float[samples];
    for (int i = 0; i < samples; i++) {
      tone[i] = (float) (amplitude * Math.sin(2 * Math.PI * cyclesPerSample * i));
    }
    return tone;
  }

  /** A 32-bit floating-point mono WAV file. */
  static Path wav(Path file, int sampleRate, float... samples) throws IOException {
    ByteBuffer wav = ByteBuffer.allocate(44 + 4 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    wav.put(new byte[] {'R', 'I', 'F', 'F'}).putInt(36 + 4 * samples.length);
    wav.put(new byte[] {'W', 'A', 'V', 'E', 'f', 'm', 't', ' '}).putInt(16);
    wav.putShort((short) 3).putShort((short) 1).putInt(sampleRate).putInt(4 * sampleRate);
    wav.putShort((short) 4).putShort((short) 32);
    wav.put(new byte[] {'d', 'a', 't', 'a'}).putInt(4 * samples.length);
    wav.asFloatBuffer().put(samples);
    return Files.write(file, wav.array());
  }

  static Spectrogram spectrogram(
      SpectrogramParameters parameters, int sampleRate, float... samples) {
    SpectrogramBuilder builder = new SpectrogramBuilder(parameters);
    builder.add(samples, samples.length);
    return builder.finish(sampleRate);
  }

  static int argmax(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
