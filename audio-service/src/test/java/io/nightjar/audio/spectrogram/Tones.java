package io.nightjar.audio.spectrogram;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

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

  /** Weak noise, the same for the same seed. */
  static float[] noise(int samples, double amplitude, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] noise = new float[samples];
    for (int i = 0; i < samples; i++) {
      noise[i] = (float) random.nextDouble(-amplitude, amplitude);
    }
    return noise;
  }

  static float[] sum(float[] one, float[] other) {
    float[] sum = new float[one.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = one[i] + other[i];
    }
    return sum;
  }

  /** Two channels as one stream. */
  static float[] interleave(float[] left, float[] right) {
    float[] interleaved = new float[2 * left.length];
    for (int i = 0; i < left.length; i++) {
      interleaved[2 * i] = left[i];
      interleaved[2 * i + 1] = right[i];
    }
    return interleaved;
  }

  static float[] constant(int samples, float value) {
    float[] constant = new float[samples];
    Arrays.fill(constant, value);
    return constant;
  }

  /** A 32-bit floating-point mono WAV file. */
  static Path wav(Path file, int sampleRate, float... samples) throws IOException {
    return wav(file, sampleRate, 1, samples);
  }

  /** A 32-bit floating-point WAV file. */
  static Path wav(Path file, int sampleRate, int channels, float[] samples) throws IOException {
    ByteBuffer wav = ByteBuffer.allocate(44 + 4 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    wav.put(new byte[] {'R', 'I', 'F', 'F'}).putInt(36 + 4 * samples.length);
    wav.put(new byte[] {'W', 'A', 'V', 'E', 'f', 'm', 't', ' '}).putInt(16);
    wav.putShort((short) 3).putShort((short) channels);
    wav.putInt(sampleRate).putInt(4 * channels * sampleRate).putShort((short) (4 * channels));
    wav.putShort((short) 32);
    wav.put(new byte[] {'d', 'a', 't', 'a'}).putInt(4 * samples.length);
    wav.asFloatBuffer().put(samples);
    return Files.write(file, wav.array());
  }

  static Spectrogram spectrogram(
      SpectrogramParameters parameters, int sampleRate, float... samples) {
    return ofChannels(parameters, sampleRate, 1, samples);
  }

  static Spectrogram ofChannels(
      SpectrogramParameters parameters, int sampleRate, int channels, float... interleaved) {
    SpectrogramBuilder builder = new SpectrogramBuilder(parameters, channels);
    builder.add(interleaved, interleaved.length / channels);
    return builder.finish(sampleRate, 1);
  }

  static int argmax(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
