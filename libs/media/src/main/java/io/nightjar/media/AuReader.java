package io.nightjar.media;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.function.Consumer;

/**
 * Reads the sound that FFmpeg writes to a pipe, in the AU format (Sun, "Audio File Formats"): the
 * simplest that names its sample rate and channels, so that what was decoded needn't be guessed
 * from what the container claims.
 */
final class AuReader implements ChildProcess.OutputReader {

  private static final int MAGIC = 0x2e736e64; // ".snd"
  private static final int FLOAT32 = 6;
  private static final int FIXED_HEADER = 24;
  private static final int LONGEST_HEADER = 4096;

  private final SampleForwarder samples;
  private final Consumer<ByteBuffer> watcher;
  private int channels;

  /**
   * A reader of one stream.
   *
   * @param samples gets the samples
   * @param watcher sees them before: 32-bit floating point, interleaved, big-endian
   */
  AuReader(SampleForwarder samples, Consumer<ByteBuffer> watcher) {
    this.samples = samples;
    this.watcher = watcher;
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
    int frameBytes = 4 * channels;
    byte[] bytes = new byte[SampleForwarder.BLOCK * frameBytes];
    ByteBuffer block = ByteBuffer.wrap(bytes); // AU is big-endian, as buffers are
    FloatBuffer interleaved = block.asFloatBuffer();
    float[] source = new float[SampleForwarder.BLOCK * channels];
    while (true) {
      int count = output.readNBytes(bytes, 0, bytes.length) / frameBytes;
      if (count == 0) {
        return true;
      }
      watcher.accept(block.slice(0, count * frameBytes));
      interleaved.get(0, source, 0, count * channels);
      if (!samples.add(source, count)) {
        return false;
      }
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
    int sampleRate = header.getInt();
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
    samples.begin(sampleRate, channels);
  }
}
