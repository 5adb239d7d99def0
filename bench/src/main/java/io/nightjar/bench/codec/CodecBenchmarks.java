package io.nightjar.bench.codec;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.core.RecordingEncoder;
import io.nightjar.cptv.fast.FastReader;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.cptv.file.CptvWriter;
import io.nightjar.cptv.file.WriterOptions;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.zip.Inflater;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Each benchmark handles all recordings of a run once. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 8, time = 1)
@State(Scope.Thread)
public class CodecBenchmarks {

  private final byte[] sink = new byte[1 << 16];

  /** Made by JMH. */
  public CodecBenchmarks() {}

  /** The yardstick: the JDK's inflater alone, without checksums, from memory. */
  @Benchmark
  public long inflateJdk(Recordings recordings) throws Exception {
    long bytes = 0;
    for (byte[] file : recordings.files) {
      bytes += inflate(file);
    }
    return bytes;
  }

  private long inflate(byte[] file) throws Exception {
    Inflater inflater = new Inflater(true);
    long bytes = 0;
    int at = 0;
    while (at < file.length) {
      at = GzipFraming.deflateStart(file, at);
      inflater.reset();
      inflater.setInput(file, at, file.length - at);
      while (!inflater.finished()) {
        int count = inflater.inflate(sink);
        bytes += count;
        if (count == 0 && inflater.needsInput()) {
          inflater.end();
          return bytes;
        }
      }
      at = file.length - inflater.getRemaining() + GzipFraming.TRAILER;
    }
    inflater.end();
    return bytes;
  }

  /** A peer: commons-compress, with its checksums, from memory. */
  @Benchmark
  public long inflateCommonsCompress(Recordings recordings) throws Exception {
    long bytes = 0;
    for (byte[] file : recordings.files) {
      try (InputStream in =
          GzipCompressorInputStream.builder()
              .setInputStream(new ByteArrayInputStream(file))
              .setDecompressConcatenated(true)
              .get()) {
        int count = in.read(sink);
        while (count >= 0) {
          bytes += count;
          count = in.read(sink);
        }
      } catch (EOFException truncated) {
        bytes++;
      }
    }
    return bytes;
  }

  /** Our inflater with checksums. */
  @Benchmark
  public long inflate(Recordings recordings) throws Exception {
    long bytes = 0;
    for (byte[] file : recordings.files) {
      bytes += OwnInflater.inflate(file);
    }
    return bytes;
  }

  /** Bytes of a file to pixels, checksums included, on one thread. */
  @Benchmark
  public int decode(Recordings recordings) throws Exception {
    int frames = 0;
    for (byte[] file : recordings.files) {
      frames += drain(FastReader.open(new ByteArrayInputStream(file), CptvLimits.DEFAULT));
    }
    return frames;
  }

  /** The same, with a second thread that helps to inflate. */
  @Benchmark
  public int decodeParallel(Recordings recordings) throws Exception {
    int frames = 0;
    for (byte[] file : recordings.files) {
      frames += drain(FastReader.openParallel(new ByteArrayInputStream(file), CptvLimits.DEFAULT));
    }
    return frames;
  }

  private static int drain(CptvReader opened) throws Exception {
    try (CptvReader reader = opened) {
      Frame frame = reader.newFrame();
      while (reader.read(frame)) {}
      return reader.frames();
    }
  }

  /** Pixels to the bytes of a file, with the compression that cameras use. */
  @Benchmark
  public void encode(Recordings recordings) throws Exception {
    for (Recordings.Decoded recording : recordings.decoded) {
      try (CptvWriter writer =
          CptvWriter.create(
              OutputStream.nullOutputStream(), recording.header(), WriterOptions.GO)) {
        for (Frame frame : recording.frames()) {
          writer.write(frame);
        }
      }
    }
  }

  /** Pixels to packed bytes, without the compression. */
  @Benchmark
  public long pack(Recordings recordings) {
    long bytes = 0;
    for (Recordings.Decoded recording : recordings.decoded) {
      RecordingEncoder encoder =
          new RecordingEncoder(
              recording.header(), WriterOptions.GO.widths(), WriterOptions.GO.order());
      for (Frame frame : recording.frames()) {
        bytes += encoder.frame(frame).length();
      }
    }
    return bytes;
  }
}
