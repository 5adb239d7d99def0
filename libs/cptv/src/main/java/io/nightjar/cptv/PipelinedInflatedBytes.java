package io.nightjar.cptv;

import io.nightjar.cptv.core.InflatedBytes;
import io.nightjar.cptv.core.StreamEnd;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Inflates on a thread of its own, a few blocks ahead of the reader. */
final class PipelinedInflatedBytes extends InflatedBytes implements Closeable {

  private static final int BLOCK = 1 << 16;

  /** Enough that neither side waits for the other's hiccups; more gains nothing. */
  private static final int BLOCKS = 8;

  /** About a tenth of a millisecond. */
  private static final int SPINS = 2_000;

  /** Bytes on their way from one thread to the other; −1 bytes for the end. */
  private static final class Block {
    final byte[] bytes = new byte[BLOCK];
    int length;
    int firstWrongChecksum = -1;
    @Nullable StreamEnd end;
    @Nullable IOException failure;
    @Nullable RuntimeException defect;
  }

  private final BlockingQueue<Block> free = new ArrayBlockingQueue<>(BLOCKS);
  private final BlockingQueue<Block> full = new ArrayBlockingQueue<>(BLOCKS);
  private final Closeable source;
  private final Thread inflating;
  private @Nullable Block last;

  <T extends InflatedBytes & Closeable> PipelinedInflatedBytes(T inflated) {
    super(0, BLOCK);
    this.source = inflated;
    for (int i = 0; i < BLOCKS; i++) {
      free.add(new Block());
    }
    inflating = Thread.ofPlatform().daemon().name("cptv-inflate").start(() -> run(inflated));
  }

  private void run(InflatedBytes inflated) {
    try {
      boolean more = true;
      while (more) {
        Block block = take(free);
        more = put(inflated, block);
        full.put(block);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean put(InflatedBytes inflated, Block block) {
    block.length = 0;
    try {
      if (inflated.require(1)) {
        block.length = Math.min(BLOCK, inflated.available());
        System.arraycopy(inflated.buffer(), inflated.position(), block.bytes, 0, block.length);
        inflated.skip(block.length);
        return true;
      }
      block.end = inflated.end();
    } catch (IOException failure) {
      block.failure = failure;
    } catch (RuntimeException defect) {
      block.defect = defect;
    }
    block.firstWrongChecksum = inflated.firstWrongChecksum();
    return false;
  }

  @Override
  protected boolean fill() throws IOException {
    Block block = last == null ? take() : last;
    if (block.length == 0) {
      last = block;
      if (block.failure != null) {
        throw block.failure;
      }
      if (block.defect != null) {
        throw new IllegalStateException(block.defect);
      }
      return false;
    }
    System.arraycopy(block.bytes, 0, buffer, limit, block.length);
    limit += block.length;
    free.add(block);
    return true;
  }

  /** Waits busily at first: to be woken up costs as much time as to inflate half a block. */
  private static Block take(BlockingQueue<Block> queue) throws InterruptedException {
    for (int i = 0; i < SPINS; i++) {
      Block block = queue.poll();
      if (block != null) {
        return block;
      }
      Thread.onSpinWait();
    }
    return queue.take();
  }

  private Block take() throws IOException {
    try {
      return take(full);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the inflater");
    }
  }

  @Override
  public StreamEnd end() {
    if (last == null || last.end == null) {
      throw new IllegalStateException("the stream has not ended");
    }
    return last.end;
  }

  /** Known at the end only. */
  @Override
  public int firstWrongChecksum() {
    return last == null ? -1 : last.firstWrongChecksum;
  }

  @Override
  public void close() throws IOException {
    inflating.interrupt();
    source.close();
  }
}
