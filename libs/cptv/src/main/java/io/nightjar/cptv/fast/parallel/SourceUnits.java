package io.nightjar.cptv.fast.parallel;

import io.nightjar.cptv.inflate.SourceFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A file in units of a fixed size. They are read once and in order, by whoever needs the next one
 * first, and kept until the stream of all bytes has passed them. Safe for use by several threads.
 */
public final class SourceUnits extends InputStream {

  /** Bytes a unit. */
  static final int SIZE = 1 << 15;

  /**
   * Part of a file.
   *
   * @param bytes its bytes, {@code length} of them; fewer than {@link #SIZE} in the last one alone
   * @param failure what the source threw behind them
   */
  @SuppressWarnings("ArrayRecordComponent") // Shared without a copy, and never changed.
  record Unit(byte[] bytes, int length, @Nullable Exception failure) {
    boolean isLast() {
      return length < SIZE;
    }
  }

  /** How many units behind the stream's own one may be read ahead. */
  private static final int AHEAD = 15;

  private static final Unit NOTHING = new Unit(new byte[0], 0, null);

  private final InputStream source;
  private final Map<Integer, Unit> kept = new ConcurrentHashMap<>();
  private int read;
  private boolean ended;

  /** The unit that the stream stands in, and where. */
  private volatile int current;

  private int position;
  private volatile boolean closed;

  /** Reads a file, which is closed with this. */
  public SourceUnits(InputStream source) {
    this.source = source;
  }

  /** Returns a unit, if the file has it and the stream has not passed it. */
  Optional<Unit> unit(int number) {
    Unit unit = kept.get(number);
    return unit == null ? readTo(number) : Optional.of(unit);
  }

  /**
   * Returns the bytes from an offset on, which the stream has not passed, for another thread. They
   * end where the source does or fails, where the stream has come before, {@link #AHEAD} units
   * ahead of it, and when it is closed.
   */
  InputStream ahead(long offset) {
    return new Ahead(offset);
  }

  private final class Ahead extends InputStream {

    private long offset;

    Ahead(long offset) {
      this.offset = offset;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int count) {
      Objects.checkFromIndexSize(from, count, into.length);
      if (count == 0) {
        return 0;
      }
      int number = numberAt(offset);
      boolean allowed = !closed && number <= current + AHEAD;
      Unit unit = allowed ? unit(number).orElse(NOTHING) : NOTHING;
      int place = (int) (offset % SIZE);
      int part = Math.min(count, unit.length() - place);
      if (part <= 0) {
        return -1;
      }
      System.arraycopy(unit.bytes(), place, into, from, part);
      offset += part;
      return part;
    }

    @Override
    public long skip(long count) {
      offset += count;
      return count;
    }
  }

  /** Returns the unit that holds the byte at an offset. */
  static int numberAt(long offset) {
    return (int) (offset / SIZE);
  }

  private Optional<Unit> readTo(int number) {
    while (readNext(number)) {}
    return Optional.ofNullable(kept.get(number));
  }

  /** Reads one unit if that one is not yet there; false if nothing is left to do. */
  private synchronized boolean readNext(int number) {
    if (ended || read > number) {
      return false;
    }
    Unit unit = readUnit();
    ended = unit.isLast();
    kept.put(read, unit);
    read++;
    return true;
  }

  private Unit readUnit() {
    byte[] bytes = new byte[SIZE];
    int length = 0;
    try {
      while (length < SIZE) {
        int count = source.read(bytes, length, SIZE - length);
        if (count < 0) {
          break;
        }
        length += count;
      }
      return new Unit(bytes, length, null);
    } catch (IOException | RuntimeException failed) {
      return new Unit(bytes, length, failed);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int from, int count) throws IOException {
    Objects.checkFromIndexSize(from, count, into.length);
    if (count == 0) {
      return 0;
    }
    Unit unit = here();
    int part = Math.min(count, unit.length() - position);
    if (part > 0) {
      System.arraycopy(unit.bytes(), position, into, from, part);
      position += part;
      return part;
    }
    SourceFailure.rethrow(unit.failure());
    return -1;
  }

  @Override
  public long skip(long count) {
    int part = Math.clamp(count, 0, here().length() - position);
    position += part;
    return part;
  }

  /** Returns the unit of the next byte; behind the end an empty one or a whole last one. */
  private Unit here() {
    int number = current;
    if (position == SIZE) {
      kept.remove(number);
      number++;
      current = number;
      position = 0;
    }
    return unit(number).orElse(NOTHING);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    source.close();
  }
}
