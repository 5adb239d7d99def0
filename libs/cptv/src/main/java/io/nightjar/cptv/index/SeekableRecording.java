package io.nightjar.cptv.index;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Ending;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.core.PixelSnapshot;
import io.nightjar.cptv.core.PlainDeltaDecoder;
import io.nightjar.cptv.core.RecordingParser;
import io.nightjar.cptv.file.JdkChecksum;
import io.nightjar.cptv.inflate.CompressedInput;
import io.nightjar.cptv.inflate.GzipInflatedBytes;
import io.nightjar.cptv.inflate.RestartPoint;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a recording from any frame on, with the help of its index: from the checkpoint before the
 * frame, not from the start. Not thread-safe.
 */
public final class SeekableRecording implements Closeable {

  private final RangeSource source;
  private final RecordingIndex index;
  private final CptvLimits limits;
  private @Nullable GzipInflatedBytes open;
  private @Nullable RecordingParser parser;

  private SeekableRecording(RangeSource source, RecordingIndex index, CptvLimits limits) {
    this.source = source;
    this.index = index;
    this.limits = limits;
  }

  /**
   * Opens a recording; reads nothing yet.
   *
   * @throws IndexException if the index is that of a file of another length
   */
  public static SeekableRecording open(RangeSource source, RecordingIndex index, CptvLimits limits)
      throws IOException, IndexException {
    if (source.length() != index.fileLength()) {
      throw new IndexException(
          "it is for a file of " + index.fileLength() + " bytes, not " + source.length());
    }
    return new SeekableRecording(source, index, limits);
  }

  /** Returns the header. */
  public Header header() {
    return index.header();
  }

  /** Returns how many frames the recording has. */
  public int frames() {
    return index.frames();
  }

  /** Makes a frame of the recording's size, for {@link #read}. */
  public Frame newFrame() {
    return new Frame(header().width(), header().height());
  }

  /**
   * Reads one frame; the next frames then follow with {@link #next}.
   *
   * @param number 0…{@link #frames()} − 1
   * @return false if the file does not hold what the index says; {@link #ending()} tells more
   * @throws IndexException if the index proves to be damaged or that of another file
   */
  public boolean read(int number, Frame into) throws IOException, IndexException {
    if (number < 0 || number >= index.frames()) {
      throw new IndexOutOfBoundsException("there is no frame " + number);
    }
    close();
    RecordingParser started = start(index.before(number));
    parser = started;
    boolean more = started.read(into);
    while (more && into.number() < number) {
      more = started.read(into);
    }
    return more;
  }

  /** Reads the frame after the last one; false at the end. Only after {@link #read}. */
  public boolean next(Frame into) throws IOException {
    if (parser == null) {
      throw new IllegalStateException("no frame has been read");
    }
    return parser.read(into);
  }

  /** Returns how the recording ended, once reading returned false. */
  public Optional<Ending> ending() {
    return parser == null ? Optional.empty() : parser.ending();
  }

  private RecordingParser start(Checkpoint checkpoint) throws IOException, IndexException {
    RestartPoint point =
        new RestartPoint(
            checkpoint.restartBit(), checkpoint.restartOffset(), checkpoint.window().inflate());
    Frame before = newFrame();
    PixelSnapshot.unpack(checkpoint.pixels().inflate(), before);
    long at = checkpoint.restartBit() >> 3;
    GzipInflatedBytes inflated =
        GzipInflatedBytes.resume(
            new CompressedInput(source.from(at), at), new JdkChecksum(), point);
    open = inflated;
    long skip = checkpoint.frameOffset() - checkpoint.restartOffset();
    while (skip > 0) {
      if (!inflated.require(1)) {
        throw new IndexException("a checkpoint lies within the recording");
      }
      int part = (int) Math.min(skip, inflated.available());
      inflated.skip(part);
      skip -= part;
    }
    return new RecordingParser(
        inflated,
        limits,
        new PlainDeltaDecoder(),
        index.header(),
        checkpoint.frame(),
        before.pixels());
  }

  /** Closes the source. */
  @Override
  public void close() throws IOException {
    parser = null;
    if (open != null) {
      GzipInflatedBytes inflated = open;
      open = null;
      inflated.close();
    }
  }
}
