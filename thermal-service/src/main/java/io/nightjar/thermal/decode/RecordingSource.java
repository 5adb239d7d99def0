package io.nightjar.thermal.decode;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.cptv.index.IndexPace;
import io.nightjar.cptv.index.IndexingReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** A recording that is read once, with or without an index that is made on the way. */
sealed interface RecordingSource extends Closeable {

  /** The recording: header, and after the end what was found. */
  CptvReader recording();

  /** Reads the next frame; false at the end. */
  boolean read(Frame into) throws IOException;

  /** The heap that reading takes at most, in bytes, with one frame. */
  long heapBytes();

  /**
   * Opens a recording and reads its header.
   *
   * @param in closed with the source, or when opening fails
   * @param index how far apart the index's checkpoints are, if one is wanted
   * @param scratch a folder for what waits
   */
  static RecordingSource open(
      InputStream in, CptvLimits limits, Optional<IndexPace> index, Path scratch)
      throws IOException, CptvException {
    return index.isPresent()
        ? new Indexed(IndexingReader.open(in, limits, index.get(), scratch.resolve("checkpoints")))
        : new Plain(CptvReader.open(in, limits));
  }

  /** Without an index. */
  record Plain(CptvReader recording) implements RecordingSource {
    @Override
    public boolean read(Frame into) throws IOException {
      return recording.read(into);
    }

    @Override
    public long heapBytes() {
      return recording.heapBytes();
    }

    @Override
    public void close() throws IOException {
      recording.close();
    }
  }

  /** With an index. */
  record Indexed(IndexingReader reader) implements RecordingSource {
    @Override
    public CptvReader recording() {
      return reader.recording();
    }

    @Override
    public boolean read(Frame into) throws IOException {
      return reader.read(into);
    }

    @Override
    public long heapBytes() {
      return reader.heapBytes();
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
