package io.nightjar.cptv.index;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.core.PixelSnapshot;
import io.nightjar.cptv.core.PlainDeltaDecoder;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.cptv.file.JdkChecksum;
import io.nightjar.cptv.inflate.CompressedInput;
import io.nightjar.cptv.inflate.GzipInflatedBytes;
import io.nightjar.cptv.inflate.RestartPoint;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a recording as a {@link CptvReader} does, frame by frame out of a stream that is read once,
 * and notes checkpoints on the way. They wait in a file, so that memory does not grow with the
 * recording. Not thread-safe.
 *
 * <p>Unlike {@link IndexBuilder} it can't go back to try whether a checkpoint works without its
 * window, so each has one.
 */
public final class IndexingReader implements Closeable {

  /** Windows of places to restart at that wait for a frame's start, 64 of them in any case. */
  private static final long FIXED_HEAP_BYTES = 4 << 20;

  private static final long SNAPSHOT_BYTES_PER_PIXEL = 10;
  private static final int BYTES_BESIDE_PARTS = 44;

  private final CptvReader reader;
  private final GzipInflatedBytes inflated;
  private final IndexPace pace;
  private final Path kept;
  private final DataOutputStream checkpoints;
  private @Nullable Frame before;
  private int count;
  private int nextAtFrame;
  private long lastByte;
  private long lastBytes;

  private IndexingReader(
      CptvReader reader, GzipInflatedBytes inflated, IndexPace pace, Path kept, OutputStream out) {
    this.reader = reader;
    this.inflated = inflated;
    this.pace = pace;
    this.kept = kept;
    this.checkpoints = new DataOutputStream(new BufferedOutputStream(out));
  }

  /**
   * Opens a recording and reads its header.
   *
   * @param in closed with the reader, or when opening fails
   * @param kept a new file for the checkpoints until {@link #write}; it is left to the caller
   * @throws CptvException if there is no usable header
   * @throws IOException what the source or the file threw
   * @see CptvReader#open(InputStream, CptvLimits)
   */
  public static IndexingReader open(InputStream in, CptvLimits limits, IndexPace pace, Path kept)
      throws IOException, CptvException {
    GzipInflatedBytes inflated = new GzipInflatedBytes(new CompressedInput(in), new JdkChecksum());
    inflated.rememberRestarts();
    CptvReader reader = CptvReader.open(inflated, limits, new PlainDeltaDecoder(), inflated);
    boolean opened = false;
    try {
      IndexingReader indexing =
          new IndexingReader(reader, inflated, pace, kept, Files.newOutputStream(kept));
      opened = true;
      return indexing;
    } finally {
      if (!opened) {
        reader.close();
      }
    }
  }

  /** Returns the recording: its header, and after the end what was found. Read frames here. */
  public CptvReader recording() {
    return reader;
  }

  /**
   * Returns an upper bound of the heap that reading takes, in bytes: {@link CptvReader#heapBytes},
   * as much again for windows that may be needed to restart at the next frame, for each pixel 10 to
   * make a snapshot (differences, packed, deflated, cut to length), and 4 MiB.
   */
  public long heapBytes() {
    long pixels = (long) reader.header().width() * reader.header().height();
    return 2 * reader.heapBytes() + SNAPSHOT_BYTES_PER_PIXEL * pixels + FIXED_HEAP_BYTES;
  }

  /**
   * Reads the next frame.
   *
   * @param into takes the frame; its pixels are to stay as they are until the next call, which may
   *     be given the same or another one
   * @see CptvReader#read
   */
  public boolean read(Frame into) throws IOException {
    Optional<Checkpoint> checkpoint = checkpoint();
    boolean more = reader.read(into);
    // Before a frame that can't be read nobody starts; the first one belongs to every index.
    if (checkpoint.isPresent() && (more || count == 0)) {
      IndexFormat.write(checkpoint.get(), checkpoints);
      count++;
      nextAtFrame = checkpoint.get().frame() + pace.frames();
    }
    before = into;
    return more;
  }

  private Optional<Checkpoint> checkpoint() {
    // Asked before every frame: what lies before the last place is forgotten.
    RestartPoint restart = inflated.restartBefore(reader.offset()).orElse(null);
    if (restart == null || reader.frames() < nextAtFrame) {
      return Optional.empty();
    }
    long at = restart.bit() >> 3;
    long affordable = (at - lastByte) / pace.share();
    if (count > 0 && affordable < lastBytes) {
      return Optional.empty();
    }
    Checkpoint checkpoint = checkpoint(restart);
    lastBytes = bytes(checkpoint);
    if (count > 0 && affordable < lastBytes) {
      return Optional.empty();
    }
    lastByte = at;
    return Optional.of(checkpoint);
  }

  private Checkpoint checkpoint(RestartPoint restart) {
    // Before the first frame are zeros, which do repeat.
    return new Checkpoint(
        reader.frames(),
        reader.offset(),
        restart.bit(),
        restart.inflatedOffset(),
        Checkpoint.Deflated.quickly(restart.window()),
        before == null
            ? Checkpoint.Deflated.of(PixelSnapshot.pack(reader.newFrame()))
            : Checkpoint.Deflated.quickly(PixelSnapshot.pack(before)));
  }

  private static long bytes(Checkpoint checkpoint) {
    return (long) checkpoint.window().bytes().length
        + checkpoint.pixels().bytes().length
        + BYTES_BESIDE_PARTS;
  }

  /**
   * Writes the index, in the form of {@link IndexFormat}, of the frames that were read; the stream
   * stays open. Once, after the last frame.
   *
   * @param fileLength of the recording, in bytes, also what lies behind its last readable frame
   */
  public void write(long fileLength, OutputStream target) throws IOException {
    checkpoints.flush();
    IndexFormat.write(
        fileLength, reader.header(), reader.frames(), count, out -> Files.copy(kept, out), target);
  }

  /** Closes the source and the file of checkpoints. */
  @Override
  public void close() throws IOException {
    try (reader) {
      checkpoints.close();
    }
  }
}
