package io.nightjar.cptv.file;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Ending;
import io.nightjar.cptv.Finding;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.core.DeltaDecoder;
import io.nightjar.cptv.core.InflatedBytes;
import io.nightjar.cptv.core.PlainDeltaDecoder;
import io.nightjar.cptv.core.RecordingParser;
import io.nightjar.cptv.inflate.CompressedInput;
import io.nightjar.cptv.inflate.GzipInflatedBytes;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Reads a recording as a stream: the header when it is opened, then one frame after the other.
 *
 * {@snippet :
 * try (CptvReader reader = CptvReader.open(in)) {
 *   Frame frame = reader.newFrame();
 *   while (reader.read(frame)) {
 *     // frame.pixels(): row by row, unsigned 16 bit
 *   }
 *   Ending ending = reader.ending();
 * }
 * }
 *
 * <p>Reads versions 1, 2 and the version byte 3, raw and delta-coded pixels, 1…25 bits a value and
 * any number of gzip members. Memory follows the size of one frame, never the length of the
 * recording. What is damaged ends the reading with an {@link Ending}; all frames before were
 * delivered. Not thread-safe.
 */
public final class CptvReader implements Closeable {

  /** Code tables, the input's buffer and a header of 255 long fields, rounded up. */
  private static final long FIXED_HEAP_BYTES = 1 << 20;

  private final RecordingParser parser;
  private final Closeable resources;

  private CptvReader(RecordingParser parser, Closeable resources) {
    this.parser = parser;
    this.resources = resources;
  }

  /**
   * Opens a recording with the default limits.
   *
   * @see #open(InputStream, CptvLimits)
   */
  public static CptvReader open(InputStream in) throws IOException, CptvException {
    return open(in, CptvLimits.DEFAULT);
  }

  /**
   * Opens a recording and reads its header.
   *
   * @param in the file as it was uploaded, gzip and all; buffered here, read to the end of what is
   *     asked for, and closed with the reader (or when opening fails)
   * @param limits what to accept
   * @throws CptvException if there is no usable header
   * @throws IOException what the source threw, unchanged
   */
  public static CptvReader open(InputStream in, CptvLimits limits)
      throws IOException, CptvException {
    GzipInflatedBytes inflated = new GzipInflatedBytes(new CompressedInput(in), new JdkChecksum());
    return open(inflated, limits);
  }

  /**
   * Opens a recording that the JDK's inflater inflates, to tell our own one's faults from a file's.
   * Else as {@link #open(InputStream, CptvLimits)}, in half as much time again: the same frames and
   * kind of ending; where compression is damaged, it names other offsets and rules.
   */
  public static CptvReader openWithJdkInflater(InputStream in, CptvLimits limits)
      throws IOException, CptvException {
    JdkInflatedBytes inflated = new JdkInflatedBytes(in);
    return open(inflated, limits);
  }

  private static <S extends InflatedBytes & Closeable> CptvReader open(
      S inflated, CptvLimits limits) throws IOException, CptvException {
    return open(inflated, limits, new PlainDeltaDecoder(), inflated);
  }

  /**
   * Opens a recording that somebody else inflates, and maybe decodes: the seam for {@code
   * io.nightjar.cptv.fast}.
   *
   * @param inflated the recording after decompression
   * @param deltas decodes the bodies of frames
   * @param resources closed with the reader, or when opening fails
   * @see #open(InputStream, CptvLimits)
   */
  public static CptvReader open(
      InflatedBytes inflated, CptvLimits limits, DeltaDecoder deltas, Closeable resources)
      throws IOException, CptvException {
    boolean opened = false;
    try {
      CptvReader reader = new CptvReader(new RecordingParser(inflated, limits, deltas), resources);
      opened = true;
      return reader;
    } finally {
      if (!opened) {
        resources.close();
      }
    }
  }

  /** Returns the header. */
  public Header header() {
    return parser.header();
  }

  /**
   * Returns an upper bound of the heap that reading takes, in bytes, with one frame of {@link
   * #newFrame}: for each pixel 6¼ for the window of inflated bytes (4 if raw), 2 for the frame
   * before and 2 for the frame; and 1 MiB for tables and buffers. Little of it is taken before the
   * first frame has arrived.
   */
  public long heapBytes() {
    long pixels = (long) header().width() * header().height();
    return parser.heapBytes() + Short.BYTES * pixels + FIXED_HEAP_BYTES;
  }

  /** Makes a frame of the recording's size, for {@link #read}. */
  public Frame newFrame() {
    return new Frame(header().width(), header().height());
  }

  /**
   * Reads the next frame; background frames come like all others, marked.
   *
   * @param into takes the frame, all fields and pixels; undefined after false
   * @return false at the end, which {@link #ending()} explains
   * @throws IOException what the source threw, unchanged
   * @throws IllegalArgumentException if the frame has another size
   */
  public boolean read(Frame into) throws IOException {
    return parser.read(into);
  }

  /**
   * Returns how the recording ended.
   *
   * @throws IllegalStateException before {@link #read} has returned false
   */
  public Ending ending() {
    return parser
        .ending()
        .orElseThrow(() -> new IllegalStateException("the recording has not been read to its end"));
  }

  /** Returns what is odd about the recording, as far as it was read; complete after the end. */
  public List<Finding> findings() {
    return parser.findings();
  }

  /** Returns how many frames were read so far, background frames included. */
  public int frames() {
    return parser.frames();
  }

  /** Returns how many bytes lie before the next frame after decompression. */
  public long offset() {
    return parser.offset();
  }

  /** Returns how many background frames were read so far. */
  public int backgroundFrames() {
    return parser.backgroundFrames();
  }

  /** Closes the source. */
  @Override
  public void close() throws IOException {
    resources.close();
  }
}
