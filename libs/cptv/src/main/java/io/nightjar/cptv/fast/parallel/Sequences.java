package io.nightjar.cptv.fast.parallel;

import io.nightjar.cptv.core.ByteArrayAccess;
import io.nightjar.cptv.inflate.BlockPart;
import io.nightjar.cptv.inflate.DecodeTable;

/**
 * Part of a block as it was decoded ahead: its literals, and its matches, which were not yet
 * copied.
 *
 * <p>Made once and filled again and again; never by one thread while another one reads it.
 */
public final class Sequences implements BlockPart {

  /** The encoders of zlib and of Go end a block after so many symbols at most. */
  private static final int SYMBOLS = 1 << 14;

  /** Room for a turn behind the last of them, in which the block ends. */
  private static final int TURN = 8;

  /** How far words that are written or read may reach behind the literals. */
  private static final int SLACK = Long.BYTES;

  /** The lowest bit of the number of literals in {@link #values}. */
  private static final int COUNT = 16;

  private static final int VALUE = (1 << COUNT) - 1;

  private final int maxLiterals;

  /** Lengths and distances in turn, each beneath the number of all literals before it. */
  final int[] values;

  final byte[] literals;

  private final SequenceWriter writer = new SequenceWriter(this);

  int valueCount;
  int literalCount;

  private long blockBit;
  private long codeBit;
  private long endBit;
  private boolean lastBlock;
  private boolean startsBlock;
  private boolean endsBlock;

  /** Makes room for what most blocks have. */
  public Sequences() {
    this(2 * SYMBOLS + TURN, SYMBOLS + TURN);
  }

  /**
   * Makes room for so many lengths and distances, and so many literals.
   *
   * @param maxValues 2 or more
   * @param maxLiterals 4…65,535
   */
  public Sequences(int maxValues, int maxLiterals) {
    this.maxLiterals = maxLiterals;
    this.values = new int[maxValues];
    this.literals = new byte[maxLiterals + SLACK];
  }

  /**
   * Starts anew, empty.
   *
   * @param block the first bit of the block
   * @param isLast whether it is the stream's last one
   * @param isNew whether this part is its first one
   * @param code the first bit that is decoded
   */
  void start(long block, boolean isLast, boolean isNew, long code) {
    blockBit = block;
    lastBlock = isLast;
    startsBlock = isNew;
    codeBit = code;
    clear();
  }

  void clear() {
    valueCount = 0;
    literalCount = 0;
  }

  /** Ends before a bit of the file, and maybe the block. */
  void end(long bit, boolean endOfBlock) {
    endBit = bit;
    endsBlock = endOfBlock;
  }

  /** Adds the symbol of an entry whose bits come next. */
  void put(int entry, long bits) {
    ByteArrayAccess.putLittleEndian32(literals, literalCount, entry >>> 8);
    literalCount += DecodeTable.literalsIn(entry);
    values[valueCount] = value(literalCount, entry, bits);
    valueCount += DecodeTable.valuesIn(entry);
  }

  /** Returns what {@link #values} holds for a value whose bits come next. */
  static int value(int literalsBefore, int entry, long bits) {
    return literalsBefore << COUNT | DecodeTable.value(entry, bits);
  }

  /** Returns the length or distance itself. */
  static int number(int value) {
    return value & VALUE;
  }

  static int literalsBefore(int value) {
    return value >>> COUNT;
  }

  boolean isEmpty() {
    return valueCount == 0 && literalCount == 0 && !endsBlock;
  }

  /** Returns how many turns of two values, or four literals, there is room for. */
  int turns() {
    return Math.min((values.length - valueCount) >> 1, (maxLiterals - literalCount) >> 2);
  }

  @Override
  public long blockBit() {
    return blockBit;
  }

  @Override
  public long codeBit() {
    return codeBit;
  }

  @Override
  public long startBit() {
    return startsBlock ? blockBit : codeBit;
  }

  @Override
  public long endBit() {
    return endBit;
  }

  @Override
  public boolean startsBlock() {
    return startsBlock;
  }

  @Override
  public boolean endsBlock() {
    return endsBlock;
  }

  @Override
  public boolean lastBlock() {
    return lastBlock;
  }

  @Override
  public void rewind() {
    writer.start();
  }

  @Override
  public int write(byte[] into, int from, int history) {
    return writer.write(into, from, history);
  }

  @Override
  public boolean finished() {
    return writer.finished();
  }

  @Override
  public boolean reachesTooFar() {
    return writer.reachesTooFar();
  }

  @Override
  public int matches() {
    return writer.matches();
  }
}
