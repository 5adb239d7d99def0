package io.nightjar.cptv.fast.parallel;

import io.nightjar.cptv.inflate.BlockPart;
import io.nightjar.cptv.inflate.BlocksAhead;
import io.nightjar.cptv.inflate.CompressedInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Has decoded most parts of most blocks as soon as it is asked for them. */
public final class EveryBlockAhead implements BlocksAhead, SequenceDecoder.Reader {

  private final byte[] file;
  private final SplittableRandom random;
  private final boolean all;
  private final Sequences[] parts = new Sequences[2];
  private @Nullable SequenceDecoder decoder;
  private long own = -1;
  private int given;
  private int released;

  /** Gives parts of a size, and leaves some out, by chance. */
  public EveryBlockAhead(byte[] file, SplittableRandom random) {
    this(file, random, false, random.nextBoolean() ? 60 : 20_000);
  }

  /** Gives all. */
  public EveryBlockAhead(byte[] file) {
    this(file, new SplittableRandom(1), true, 1_000);
  }

  private EveryBlockAhead(byte[] file, SplittableRandom random, boolean all, int most) {
    this.file = file;
    this.random = random;
    this.all = all;
    for (int i = 0; i < parts.length; i++) {
      parts[i] = new Sequences(2 + random.nextInt(most), 4 + random.nextInt(most));
    }
  }

  @Override
  public Optional<BlockPart> startingAt(long block) {
    if (leavesOut(5)) {
      own = block;
      return Optional.empty();
    }
    int from = (int) (block >>> 3);
    CompressedInput in =
        new CompressedInput(new ByteArrayInputStream(file, from, file.length - from), from);
    decoder = new SequenceDecoder(in, block, this);
    return next(block);
  }

  @Override
  public Optional<BlockPart> insideAt(long bit) {
    return leavesOut(20) ? Optional.empty() : next(bit);
  }

  private boolean leavesOut(int oneOf) {
    return !all && random.nextInt(oneOf) == 0;
  }

  private Optional<BlockPart> next(long bit) {
    Sequences part = parts[given % parts.length];
    try {
      if (decoder == null || !decoder.decode(part) || part.startBit() != bit) {
        return Optional.empty();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    given++;
    return Optional.of(part);
  }

  @Override
  public void release(BlockPart done) {
    released++;
  }

  @Override
  public long ownBlock() {
    return own;
  }

  @Override
  public boolean wants(long block) {
    return !leavesOut(10);
  }

  /** Returns how many parts were taken and given back. */
  public int released() {
    return released;
  }

  /** Returns how many parts were given. */
  public int given() {
    return given;
  }
}
