package io.nightjar.cptv.fast.parallel;

import io.nightjar.cptv.inflate.BlockPart;
import io.nightjar.cptv.inflate.BlocksAhead;
import io.nightjar.cptv.inflate.CompressedInput;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decodes blocks on a second thread, ahead of the reader, which puts together what they make.
 *
 * <p>To decode takes twice as long as that. So the thread leaves some blocks to the reader, about
 * every third, and only passes them, to find out where the next one starts. So it does with those
 * that the reader comes to first. Where it meets what it can't decode, it ends, and starts anew at
 * a later block.
 */
public final class SharedInflating implements BlocksAhead, SequenceDecoder.Reader, Closeable {

  /** How many parts wait for the reader. */
  private static final int AHEAD = 4;

  /** Kept for the next recording, 150 KiB each: to get and fill fresh memory takes time. */
  private static final BlockingQueue<Sequences> SPARE = new ArrayBlockingQueue<>(2 * (AHEAD + 2));

  /** Kept for the next recording, too: a new one takes a third of a millisecond until it runs. */
  private static final ExecutorService THREADS =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          1,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform()
              .daemon()
              .name("cptv-inflate")
              .inheritInheritableThreadLocals(false)
              .factory());

  private static final boolean ALONE = Runtime.getRuntime().availableProcessors() == 1;

  /** With fewer units left, a thread is not worth its start. */
  private static final int UNITS_FOR_A_THREAD = 2;

  /**
   * How often the thread may start at the beginning, and once more for each unit after it: blocks
   * of the wrong kind between those of the right one must not cost a start each.
   */
  private static final int FIRST_STARTS = 2;

  /** About two blocks' time: a thread that takes longer is held up. */
  private static final int SPINS = 2_000;

  private final SourceUnits units;
  private final BlockingQueue<Optional<Sequences>> ready = new ArrayBlockingQueue<>(AHEAD);
  private int starts;
  private @Nullable Future<?> decoding;

  // Where blocks start, in bits of the file.

  /** The block that the reader has come to. */
  private volatile long readersBlock;

  /** The last block that the reader decodes itself, or has decoded. */
  private volatile long ownBlock;

  /** The block that the thread is in. */
  private volatile long threadsBlock;

  /** The last block that the thread has left to the reader. */
  private volatile long leftBlock;

  /** The block that the thread was in before. */
  private long previousBlock;

  /** Decodes what lies in the units ahead of whoever reads them, and closes them. */
  public SharedInflating(SourceUnits units) {
    this.units = units;
  }

  @Override
  public Optional<BlockPart> startingAt(long block) {
    readersBlock = block;
    Optional<BlockPart> found = at(block);
    for (int i = 0; i < SPINS && found.isEmpty() && isComing(block); i++) {
      Thread.onSpinWait();
      found = at(block);
    }
    if (found.isEmpty()) {
      ownBlock = block;
      start(block);
    }
    return found;
  }

  private boolean isComing(long block) {
    return decoding != null && threadsBlock >= block && leftBlock < block;
  }

  @Override
  public Optional<BlockPart> insideAt(long bit) {
    Optional<BlockPart> found = at(bit);
    if (found.isEmpty()) {
      ownBlock = readersBlock;
    }
    return found;
  }

  @Override
  public void release(BlockPart done) {
    if (done instanceof Sequences sequences) {
      SPARE.offer(sequences);
    }
  }

  /** Returns the part that starts at a bit if it is ready. */
  private Optional<BlockPart> at(long bit) {
    while (decoding != null) {
      Optional<Sequences> next = ready.peek();
      if (next == null || next.map(Sequences::startBit).orElse(0L) > bit) {
        return Optional.empty();
      }
      ready.remove();
      if (next.isEmpty()) {
        decoding = null;
      } else if (next.get().startBit() == bit) {
        return Optional.of(next.get());
      } else {
        release(next.get());
      }
    }
    return Optional.empty();
  }

  private void start(long block) {
    int unit = SourceUnits.numberAt(block >> 3);
    if (decoding == null
        && !ALONE
        && starts < FIRST_STARTS + unit
        && units.unit(unit + UNITS_FOR_A_THREAD).isPresent()) {
      starts++;
      threadsBlock = 0;
      leftBlock = 0;
      previousBlock = 0;
      decoding = submit();
    }
  }

  private @Nullable Future<?> submit() {
    try {
      return THREADS.submit(this::run);
    } catch (OutOfMemoryError noThread) {
      // The reader does it all.
      return null;
    }
  }

  private void run() {
    try {
      // Where the reader is by now.
      long block = ownBlock;
      long offset = block >> 3;
      CompressedInput in = new CompressedInput(units.ahead(offset), offset);
      decode(new SequenceDecoder(in, block, this));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } finally {
      // Whatever happened: the reader does the rest, and meets what went wrong.
      put(Optional.empty());
    }
  }

  private void decode(SequenceDecoder decoder) throws IOException {
    boolean open = true;
    while (open) {
      Sequences spare = SPARE.poll();
      Sequences next = spare == null ? new Sequences() : spare;
      if (decoder.decode(next)) {
        open = put(Optional.of(next));
      } else {
        release(next);
        open = false;
      }
    }
  }

  /** Hands a part over, as soon as there is room; false once the reader has closed this. */
  private boolean put(Optional<Sequences> next) {
    try {
      ready.put(next);
      return true;
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public long ownBlock() {
    return ownBlock;
  }

  /** Wants it while the reader has not come to the block before: else it would have to wait. */
  @Override
  public boolean wants(long block) {
    boolean wanted = readersBlock < previousBlock;
    if (!wanted) {
      leftBlock = block;
    }
    previousBlock = block;
    threadsBlock = block;
    return wanted;
  }

  @Override
  public void close() throws IOException {
    if (decoding != null) {
      decoding.cancel(true);
    }
    units.close();
  }
}
