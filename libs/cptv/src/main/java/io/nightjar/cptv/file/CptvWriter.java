package io.nightjar.cptv.file;

import io.nightjar.cptv.Compression;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.HeaderField;
import io.nightjar.cptv.core.RecordingEncoder;
import io.nightjar.cptv.core.SectionBuffer;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes a recording as a stream, delta-coded. The same header, frames and options give the same
 * bytes. Not thread-safe.
 *
 * <p>Close it to finish the file: without, the file is cut off.
 */
public final class CptvWriter implements Closeable {

  private final OutputStream out;
  private final Header header;
  private final WriterOptions options;
  private final RecordingEncoder encoder;
  private final @Nullable Path waiting;
  private final OutputStream frameTarget;
  private GzipMemberOutput member;
  private int frames;
  private int min = 65_535;
  private int max;
  private boolean closed;

  private CptvWriter(OutputStream out, Header header, WriterOptions options) throws IOException {
    this.out = out;
    this.header = header;
    this.options = options;
    this.encoder = new RecordingEncoder(header, options.widths(), options.order());
    if (options.members() == WriterOptions.Members.TWO_COUNTED) {
      waiting = Files.createTempFile("nightjar-", ".cptv-frames");
      frameTarget = new BufferedOutputStream(Files.newOutputStream(waiting), 1 << 16);
      member = new GzipMemberOutput(frameTarget, options.level());
    } else {
      waiting = null;
      frameTarget = out;
      member = new GzipMemberOutput(out, options.level());
      put(encoder.header(header));
      if (options.members() == WriterOptions.Members.TWO) {
        member.finish();
        member = new GzipMemberOutput(out, options.level());
      }
    }
  }

  /**
   * Starts a file.
   *
   * @param out takes the file, and is closed with the writer
   * @param header the header, compression {@link Compression#DELTA}
   * @param options how to write
   */
  public static CptvWriter create(OutputStream out, Header header, WriterOptions options)
      throws IOException {
    return new CptvWriter(out, header, options);
  }

  /**
   * Adds a frame. A frame that is marked as background is written as such; give it first.
   *
   * @param frame of the header's size; its pixels and fields are read, never changed
   */
  public void write(Frame frame) throws IOException {
    if (closed) {
      throw new IllegalStateException("the writer is closed");
    }
    put(encoder.frame(frame));
    frames++;
    if (waiting != null) {
      count(frame.pixels());
    }
  }

  /**
   * Lets a seeking reader start at the next frame without a window: a full flush of the
   * compression, which every other reader passes over. Costs about a kilobyte each.
   */
  public void restartPoint() throws IOException {
    member.flushFully();
  }

  private void count(short[] pixels) {
    for (short pixel : pixels) {
      min = Math.min(min, pixel & 0xFFFF);
      max = Math.max(max, pixel & 0xFFFF);
    }
  }

  private void put(SectionBuffer section) throws IOException {
    member.write(section.bytes(), 0, section.length());
  }

  /** Finishes the file and closes the target. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (out) {
      member.finish();
      if (waiting != null) {
        frameTarget.close();
        appendCounted(waiting);
      }
    } finally {
      if (waiting != null) {
        Files.deleteIfExists(waiting);
      }
    }
  }

  private void appendCounted(Path framesFile) throws IOException {
    Header counted =
        header.toBuilder()
            .set(HeaderField.MINIMUM, Math.min(min, max))
            .set(HeaderField.MAXIMUM, max)
            .set(HeaderField.FRAME_COUNT, Math.min(frames, 65_535))
            .build();
    member = new GzipMemberOutput(out, options.level());
    put(encoder.header(counted));
    member.finish();
    Files.copy(framesFile, out);
  }
}
