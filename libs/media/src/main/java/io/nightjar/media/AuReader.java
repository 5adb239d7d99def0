package io.nightjar.media;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Reads the sound that FFmpeg writes to a pipe, in the AU format (Sun, "Audio File Formats"): the
 * simplest that names its sample rate and channels, so that what was decoded needn't be guessed
 * from what the container claims. Mixes the channels to one by their mean: FFmpeg's own mixing
 * gives integer and floating-point sources different levels.
 */
final class AuReader implements ChildProcess.OutputReader {

  private static final int MAGIC = 0x2e736e64; // ".snd"
  private static final int FLOAT32 = 6;
  private static final int FIXED_HEADER = 24;
  private static final int LONGEST_HEADER = 4096;
  private static final int BLOCK = 16_384;

  private final SoundLimits limits;
  private final SampleSink sink;
  private int sampleRate;
  private int channels;
  private long samples;
  private long replaced;
  private boolean tooLong;

  AuReader(SoundLimits limits, SampleSink sink) {
    this.limits = limits;
    this.sink = sink;
  }

  /**
   * {@inheritDoc} Stops where the recording becomes too long; the sink then has got all the allowed
   * samples.
   */
  @Override
  public boolean readAll(InputStream output) throws IOException {
    try {
      readHeader(output);
    } catch (EOFException nothingDecoded) {
      return true;
    }
    sink.begin(sampleRate);
    long left = limits.longestSamples(sampleRate);
    int frameBytes = 4 * channels;
    byte[] bytes = new byte[BLOCK * frameBytes];
    FloatBuffer interleaved =
        ByteBuffer.wrap(bytes).asFloatBuffer(); // AU is big-endian, as buffers are
    float[] source = new float[BLOCK * channels];
    float[] mono = new float[BLOCK];
    while (true) {
      int count = output.readNBytes(bytes, 0, bytes.length) / frameBytes;
      if (count == 0) {
        return true;
      }
      if (count > left) {
        tooLong = true;
        return false;
      }
      interleaved.get(0, source, 0, count * channels);
      mix(source, mono, count);
      sink.accept(mono, count);
      samples += count;
      left -= count;
    }
  }

  private void readHeader(InputStream output) throws IOException {
    byte[] bytes = output.readNBytes(FIXED_HEADER);
    if (bytes.length < FIXED_HEADER) {
      throw new EOFException();
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    int magic = header.getInt();
    int dataOffset = header.getInt();
    header.getInt(); // data size: unknown when written to a pipe
    int encoding = header.getInt();
    sampleRate = header.getInt();
    channels = header.getInt();
    if (magic != MAGIC
        || encoding != FLOAT32
        || dataOffset < FIXED_HEADER
        || dataOffset > LONGEST_HEADER) {
      throw new IOException("FFmpeg wrote an unexpected AU header");
    }
    if (sampleRate < 1 || channels < 1 || channels > 1024) {
      throw new IOException("FFmpeg wrote " + channels + " channels at " + sampleRate + " Hz");
    }
    output.skipNBytes(dataOffset - FIXED_HEADER);
  }

  private void mix(float[] source, float[] mono, int count) {
    float scale = 1f / channels;
    int at = 0;
    for (int i = 0; i < count; i++) {
      float sum = 0;
      for (int channel = 0; channel < channels; channel++) {
        sum += source[at++];
      }
      float mean = sum * scale;
      if (!(Math.abs(mean) <= SampleSink.LOUDEST)) { // also true if it is not a number
        mean = Float.isNaN(mean) ? 0f : Math.copySign(SampleSink.LOUDEST, mean);
        replaced++;
      }
      mono[i] = mean;
    }
  }

  boolean tooLong() {
    return tooLong;
  }

  /** What has been handed to the sink. */
  DecodedSound sound() {
    return new DecodedSound(sampleRate, channels, samples, replaced);
  }
}
