package io.nightjar.local.logs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A log that grows: its last lines, and those that come. It is followed by its name, also where the
 * file is cut to nothing, or put aside and begun anew, and while there is none. Memory is bounded
 * by {@link #LONGEST_LINE}, whatever the size of the file. For one thread.
 */
final class LogFile implements AutoCloseable {
  /** A longer line is told in pieces. */
  static final int LONGEST_LINE = 1 << 20;

  private static final int BLOCK = 64 * 1024;
  private static final int LINE_BREAK = '\n';

  private final Path path;
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK);
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private Optional<Open> open = Optional.empty();
  private long position;

  /** A file as it was opened, and who it is among all that may have its name. */
  private record Open(FileChannel channel, Object identity) {}

  /** A log, which need not be there yet. */
  LogFile(Path path) {
    this.path = path;
  }

  /** Whether there is such a file now. */
  boolean exists() {
    return Files.isRegularFile(path);
  }

  /** Goes to where the last lines begin, as many as are wanted; no lines are told twice. */
  void goToLast(long lines) throws IOException {
    if (find()) {
      FileChannel channel = open.orElseThrow().channel();
      position = lines == 0 ? channel.size() : beginning(channel, lines);
    }
  }

  /**
   * Tells the lines that have been ended since.
   *
   * @return whether there was anything new
   */
  boolean tell(Consumer<String> lines) throws IOException {
    if (open.isEmpty() && !find()) {
      return false;
    }
    FileChannel channel = open.orElseThrow().channel();
    if (channel.size() < position) {
      tellRest(lines);
      position = 0;
    }
    boolean told = drain(channel, lines);
    if (isReplaced()) {
      drain(channel, lines); // what was written before it was put aside
      tellRest(lines);
      close();
      position = 0;
      return true;
    }
    return told;
  }

  /** Tells what stands behind the last line break. */
  void tellRest(Consumer<String> lines) {
    if (line.size() > 0) {
      lines.accept(line.toString(StandardCharsets.UTF_8));
      line.reset();
    }
  }

  @Override
  public void close() throws IOException {
    if (open.isPresent()) {
      open.get().channel().close();
      open = Optional.empty();
    }
  }

  private boolean find() throws IOException {
    Optional<Object> identity = identity();
    if (identity.isEmpty()) {
      return false;
    }
    try {
      open = Optional.of(new Open(FileChannel.open(path, StandardOpenOption.READ), identity.get()));
      return true;
    } catch (NoSuchFileException goneMeanwhile) {
      return false;
    }
  }

  /** Not while there is no other: what has the old one open may write on. */
  private boolean isReplaced() throws IOException {
    Object mine = open.orElseThrow().identity();
    return identity().filter(now -> !now.equals(mine)).isPresent();
  }

  private Optional<Object> identity() throws IOException {
    try {
      Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      return Optional.of(Objects.requireNonNullElse(key, path));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  private boolean drain(FileChannel channel, Consumer<String> lines) throws IOException {
    boolean some = false;
    for (int count = read(channel); count > 0; count = read(channel)) {
      some = true;
      position += count;
      int from = 0;
      for (int index = 0; index < count; index++) {
        if (block.get(index) == LINE_BREAK) {
          line.write(block.array(), from, index - from);
          lines.accept(line.toString(StandardCharsets.UTF_8));
          line.reset();
          from = index + 1;
        }
      }
      line.write(block.array(), from, count - from);
      if (line.size() >= LONGEST_LINE) {
        tellRest(lines);
      }
    }
    return some;
  }

  private int read(FileChannel channel) throws IOException {
    block.clear();
    return channel.read(block, position);
  }

  /** Where the last lines begin; a break at the very end ends the last one. */
  private long beginning(FileChannel channel, long lines) throws IOException {
    long size = channel.size();
    long seen = 0;
    for (long end = size; end > 0; ) {
      int count = (int) Math.min(BLOCK, end);
      block.clear().limit(count);
      int got = channel.read(block, end - count);
      for (int index = got - 1; index >= 0; index--) {
        long at = end - count + index;
        if (block.get(index) == LINE_BREAK && at < size - 1) {
          seen++;
          if (seen == lines) {
            return at + 1;
          }
        }
      }
      end -= count;
    }
    return 0;
  }
}
