package io.nightjar.cptv;

import io.nightjar.cptv.inflate.BlocksAhead;
import io.nightjar.cptv.inflate.WindowlessBlocks;
import io.nightjar.cptv.inflate.WindowlessInflater;
import java.util.Arrays;
import java.util.Optional;

/** Has inflated what starts at a block's first bit as soon as it is asked for. */
public final class EveryBlockAhead implements BlocksAhead {

  private final byte[] file;
  private final int part;
  private final WindowlessInflater inflater = new WindowlessInflater();
  private final byte[] room = WindowlessInflater.room(1 << 20);
  private int given;
  private int released;

  /** Gives blocks that start within so many bytes at a time. */
  public EveryBlockAhead(byte[] file, int part) {
    this.file = file;
    this.part = part;
  }

  @Override
  public Optional<WindowlessBlocks> startingAt(long bit) {
    int from = (int) (bit >>> 3);
    byte[] rest = Arrays.copyOfRange(file, from, file.length);
    Optional<WindowlessBlocks> blocks =
        inflater
            .inflate(rest, rest.length, Math.min(part, rest.length), from, room)
            .filter(found -> found.startBit() == bit);
    given += blocks.isPresent() ? 1 : 0;
    return blocks;
  }

  @Override
  public void release(WindowlessBlocks blocks) {
    released++;
  }

  /** Returns how many times blocks were taken and given back. */
  public int released() {
    return released;
  }

  /** Returns how many times blocks were given. */
  public int given() {
    return given;
  }
}
