package io.nightjar.media.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file of the RIFF family that holds waves: RIFF, RIFX, RF64, BW64, Wave64.
 *
 * @param container FFmpeg's name of the format
 * @param order of the bytes of numbers and samples
 * @param chunks in file order, at most {@value #MOST_CHUNKS}; the sound's is called {@code data}
 * @param format the content of the chunk {@code fmt }, if it stands before the sound and makes
 *     sense
 * @param data the sound, if there is any
 */
public record WaveFile(
    String container,
    ByteOrder order,
    List<Chunk> chunks,
    Optional<WaveFormat> format,
    Optional<WaveData> data) {

  /** How many chunks are read. */
  public static final int MOST_CHUNKS = 1000;

  private static final int LONGEST_FORMAT = 40;

  public WaveFile {
    chunks = List.copyOf(chunks);
  }

  /** Reads the structure of a file; empty if it is none of the family. */
  public static Optional<WaveFile> read(Path file) throws IOException {
    try (FileBytes bytes = FileBytes.open(file)) {
      return read(bytes);
    }
  }

  /** Reads the structure of an open file; empty if it is none of the family. */
  public static Optional<WaveFile> read(FileBytes file) throws IOException {
    Optional<RiffDialect> dialect = RiffDialect.of(file.read(0, 40));
    return dialect.isPresent() ? Optional.of(read(file, dialect.get())) : Optional.empty();
  }

  private static WaveFile read(FileBytes file, RiffDialect dialect) throws IOException {
    RiffChunks reader = new RiffChunks(file, dialect);
    List<Chunk> chunks = new ArrayList<>();
    Optional<WaveFormat> format = Optional.empty();
    Optional<WaveData> data = Optional.empty();
    while (chunks.size() < MOST_CHUNKS) {
      Optional<RiffChunks.Header> next = reader.next();
      if (next.isEmpty()) {
        break;
      }
      RiffChunks.Header header = next.get();
      long length = Math.clamp(header.declared(), 0, file.size() - header.start());
      if (header.id().equals("data") && data.isEmpty()) {
        WaveData sound = new WaveDataLength(file, dialect, reader).of(header);
        data = Optional.of(sound);
        length = sound.length();
      }
      Chunk chunk = new Chunk(header.id(), header.start(), length);
      chunks.add(chunk);
      if (chunk.id().equals("fmt ") && data.isEmpty() && format.isEmpty()) {
        int read = (int) Math.min(length, LONGEST_FORMAT);
        format = WaveFormat.read(file.read(chunk.start(), read), dialect.order());
      }
      reader.moveBehind(chunk.start() + length);
    }
    return new WaveFile(dialect.container(), dialect.order(), chunks, format, data);
  }

  /**
   * The content of the first chunk of a name.
   *
   * @param file the file that this was read from
   * @param id such as {@code bext}
   * @param most at most so many bytes are read
   * @return big-endian whatever the file is; empty if there is no such chunk
   */
  public Optional<ByteBuffer> content(Path file, String id, int most) throws IOException {
    Optional<Chunk> chunk = chunks.stream().filter(c -> c.id().equals(id)).findFirst();
    if (chunk.isEmpty()) {
      return Optional.empty();
    }
    try (FileBytes bytes = FileBytes.open(file)) {
      int length = (int) Math.min(chunk.get().length(), most);
      return Optional.of(bytes.read(chunk.get().start(), length));
    }
  }
}
