package io.nightjar.cptv.inflate;

import io.nightjar.cptv.core.InflatedBytes;
import io.nightjar.cptv.core.StreamEnd;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gzip members one after the other, inflated by this package. */
public final class GzipInflatedBytes extends InflatedBytes implements Closeable {

  /** Measured: half costs two percent more for sliding the window, double gains nothing. */
  private static final int ROOM = 1 << 16;

  /** Of the points at whole bytes, so that at most 2 MiB of windows wait. */
  private static final int MAX_RESTARTS = 64;

  private final CompressedInput in;
  private final Checksum checksum;
  private final DeflateStream deflate;
  private int member = -1;
  private boolean inMember;
  private long memberStart;
  private boolean resumed;
  private final Deque<RestartPoint> restarts = new ArrayDeque<>();
  private int wrong = -1;
  private @Nullable StreamEnd end;

  /** What the source threw: after what came before it is delivered, each time. */
  private @Nullable Exception failure;

  /**
   * Inflates a file.
   *
   * @param in stands at the first member, and is closed with this
   * @param checksum used for this file alone
   */
  public GzipInflatedBytes(CompressedInput in, Checksum checksum) {
    super(DeflateStream.WINDOW, ROOM);
    this.in = in;
    this.checksum = checksum;
    this.deflate = new DeflateStream(in);
  }

  /**
   * Goes on at a restart point. The checksum of the member that it lies in can't be checked.
   *
   * @param in stands at the byte that holds the point's first bit
   */
  public static GzipInflatedBytes resume(CompressedInput in, Checksum checksum, RestartPoint point)
      throws IOException {
    GzipInflatedBytes inflated = new GzipInflatedBytes(in, checksum);
    inflated.startAt(point.inflatedOffset(), point.window());
    inflated.member = 0;
    inflated.inMember = true;
    inflated.resumed = true;
    inflated.memberStart = inflated.base();
    try {
      inflated.deflate.startAtBit((int) (point.bit() & 7));
    } catch (DeflateException broken) {
      inflated.end = new StreamEnd.Truncated(in.offset());
    }
    return inflated;
  }

  /** Takes from now on what somebody has decoded ahead; not where restarts are remembered. */
  public void take(BlocksAhead ahead) {
    deflate.take(ahead);
  }

  /** Remembers from now on where inflating could start again; see {@link #restartBefore}. */
  public void rememberRestarts() {
    deflate.listen(this::remember);
  }

  private void remember(long bit, int position) {
    RestartPoint last = restarts.peekLast();
    long offset = base() + position;
    // Points close together are of no use, and blocks can be as short as a crafted file likes. One
    // at a whole byte is kept where possible: after a full flush it needs no window.
    boolean aligned = (bit & 7) == 0 && restarts.size() < MAX_RESTARTS;
    if (last == null || aligned || offset - last.inflatedOffset() >= DeflateStream.WINDOW / 2) {
      int from = (int) Math.max(Math.max(0, memberStart - base()), position - DeflateStream.WINDOW);
      restarts.addLast(new RestartPoint(bit, offset, Arrays.copyOfRange(buffer, from, position)));
    }
  }

  /** Returns the last restart point at or before an offset, and forgets those before it. */
  public Optional<RestartPoint> restartBefore(long inflatedOffset) {
    RestartPoint found = null;
    while (!restarts.isEmpty() && restarts.getFirst().inflatedOffset() <= inflatedOffset) {
      found = restarts.removeFirst();
    }
    if (found != null) {
      restarts.addFirst(found);
    }
    return Optional.ofNullable(found);
  }

  @Override
  public StreamEnd end() {
    if (end == null) {
      throw new IllegalStateException("the stream has not ended");
    }
    return end;
  }

  @Override
  public int firstWrongChecksum() {
    return wrong;
  }

  @Override
  protected boolean fill() throws IOException {
    SourceFailure.rethrow(failure);
    try {
      while (end == null) {
        if ((inMember || startMember()) && inflate()) {
          return true;
        }
        SourceFailure.rethrow(failure);
      }
      return false;
    } catch (IOException | RuntimeException failed) {
      failure = failed;
      throw failed;
    }
  }

  private boolean startMember() throws IOException {
    switch (GzipHeader.read(in, member < 0)) {
      case GzipHeader.Member _ -> {
        member++;
        inMember = true;
        memberStart = base() + limit;
        checksum.reset();
        deflate.start();
      }
      case GzipHeader.NoMember(StreamEnd why) -> end = why;
    }
    return inMember;
  }

  private boolean inflate() throws IOException {
    int before = limit;
    try {
      deflate.inflate(buffer, limit, (int) Math.max(0, memberStart - base()));
    } catch (DeflateException broken) {
      end =
          broken.isTruncated()
              ? new StreamEnd.Truncated(in.offset())
              : new StreamEnd.Corrupt(deflate.offset(), broken.rule());
    } catch (IOException | RuntimeException failed) {
      // What came before is delivered first.
      failure = failed;
    }
    limit = deflate.position();
    checksum.update(buffer, before, limit - before);
    if (end == null && failure == null && deflate.finished()) {
      finishMember();
    }
    return limit > before;
  }

  private void finishMember() throws IOException {
    if (!in.require(8)) {
      end = new StreamEnd.Truncated(in.offset() + in.available());
      return;
    }
    boolean right = in.next32() == checksum.value();
    right &= in.next32() == (base() + limit - memberStart & 0xFFFF_FFFFL);
    if (!right && wrong < 0 && !resumed) {
      wrong = member;
    }
    inMember = false;
    resumed = false;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
