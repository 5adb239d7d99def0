package io.nightjar.cptv.inflate;

import static java.util.Objects.requireNonNull;

import io.nightjar.cptv.core.ByteArrayAccess;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Inflates one deflate stream (RFC 1951) into a buffer that holds what came before, for matches to
 * copy from.
 */
public final class DeflateStream {

  /** How far back a match may reach. */
  public static final int WINDOW = 1 << 15;

  /** What one turn of a decoding loop may write: six literals, a match, and words over its end. */
  public static final int MARGIN = 6 + 258 + 24;

  /** What one turn of the fast loop may take: two words. */
  public static final int TURN_BYTES = 2 * Long.BYTES;

  private static final long NOWHERE = -1;

  private static final String NO_LITERAL = "a literal or length has no such code";
  private static final String NO_DISTANCE = "a distance has no such code";
  private static final String TOO_FAR = "a match does not reach before the start";

  /** Is told of each block before it is decoded. */
  interface BlockListener {
    /**
     * A block starts.
     *
     * @param bit its first bit in the file
     * @param position where its first byte goes in the buffer
     */
    void block(long bit, int position);
  }

  private enum State {
    BLOCK_HEADER,
    STORED,
    CODES,
    AHEAD,
    FINISHED
  }

  private final CompressedInput in;
  private final BitInput bits;
  private final BlockCodes codes = new BlockCodes();
  private @Nullable BlockListener listener;
  private State state = State.FINISHED;
  private boolean lastBlock;
  private int storedLeft;
  private @Nullable BlocksAhead ahead;

  /** What is being written of what was decoded ahead. */
  private @Nullable BlockPart part;

  /** Whether {@link #codes} are those of the block that the part is of. */
  private boolean codesRead;

  /** The bit behind blocks that were decoded ahead, where the input has yet to go. */
  private long goOnAt = NOWHERE;

  private byte[] out = new byte[0];
  private int historyStart;
  private int at;

  DeflateStream(CompressedInput in) {
    this.in = in;
    this.bits = new BitInput(in);
  }

  /** Starts at the next byte of the input. */
  void start() {
    state = State.BLOCK_HEADER;
    lastBlock = false;
    goOnAt = NOWHERE;
    bits.bits = 0;
    bits.count = 0;
  }

  /** Starts at a block whose first bit is so many bits into the next byte of the input. */
  void startAtBit(int bit) throws IOException, DeflateException {
    start();
    bits.take(bit);
  }

  /** Tells from now on where blocks start. */
  void listen(BlockListener blocks) {
    listener = blocks;
  }

  /** Takes what somebody has decoded already, but for blocks of which a listener is told. */
  void take(BlocksAhead decoded) {
    ahead = decoded;
  }

  /** Tells whether the last block has ended; the input then stands behind it. */
  boolean finished() {
    return state == State.FINISHED;
  }

  /** Returns how many whole bytes of the file have been taken. */
  long offset() {
    return bits.offset() >>> 3;
  }

  /** Returns the end of what was written, also after an exception. */
  int position() {
    return at;
  }

  /**
   * Inflates until the stream finishes or less than {@link #MARGIN} bytes are free.
   *
   * @param into takes the bytes from {@code from} to its end
   * @param history the first byte that a match may copy
   */
  void inflate(byte[] into, int from, int history) throws IOException, DeflateException {
    out = into;
    at = from;
    historyStart = history;
    while (state != State.FINISHED && out.length - at >= MARGIN) {
      switch (state) {
        case BLOCK_HEADER -> blockHeader();
        case STORED -> stored();
        case CODES -> coded();
        case AHEAD -> ahead();
        case FINISHED -> throw new IllegalStateException("the stream has finished");
      }
    }
  }

  private void blockHeader() throws IOException, DeflateException {
    if (!lastBlock && ahead != null && listener == null) {
      long block = goOnAt == NOWHERE ? bits.offset() : goOnAt;
      BlockPart decoded = ahead.startingAt(block).orElse(null);
      if (decoded != null) {
        begin(decoded);
        return;
      }
    }
    if (goOnAt != NOWHERE) {
      bits.goTo(goOnAt);
      goOnAt = NOWHERE;
    }
    if (lastBlock) {
      bits.alignToByte();
      state = State.FINISHED;
      return;
    }
    if (listener != null) {
      listener.block(bits.offset(), at);
    }
    readBlockHeader();
  }

  private void readBlockHeader() throws IOException, DeflateException {
    lastBlock = bits.take(1) == 1;
    if (codes.read(bits)) {
      state = State.CODES;
      return;
    }
    bits.alignToByte();
    storedLeft = bits.take(16);
    if (bits.take(16) != (~storedLeft & 0xFFFF)) {
      throw DeflateException.corrupt("a stored block gives its length twice, once inverted");
    }
    // What is held behind the lengths are bytes of the block.
    bits.alignToByte();
    state = State.STORED;
  }

  private void stored() throws IOException, DeflateException {
    if (storedLeft > 0 && !in.require(1)) {
      throw DeflateException.truncated();
    }
    int count = Math.min(Math.min(storedLeft, in.available()), out.length - at);
    System.arraycopy(in.buffer(), in.position(), out, at, count);
    in.skip(count);
    at += count;
    storedLeft -= count;
    if (storedLeft == 0) {
      state = State.BLOCK_HEADER;
    }
  }

  /**
   * Begins a part of a block that was decoded ahead. The input goes along with the parts, so that
   * what lies behind needs not be kept, and the codes are read before their place is passed: from
   * every part's start on all can be done here, too.
   */
  private void begin(BlockPart decoded) throws IOException, DeflateException {
    if (decoded.startsBlock()) {
      codesRead = false;
    } else {
      readCodes(decoded);
    }
    bits.alignToByte();
    in.skipTo(decoded.startBit() >> 3);
    goOnAt = NOWHERE;
    decoded.rewind();
    part = decoded;
    state = State.AHEAD;
  }

  private void readCodes(BlockPart decoded) throws IOException, DeflateException {
    if (!codesRead) {
      bits.goTo(decoded.blockBit());
      readBlockHeader();
      codesRead = true;
    }
  }

  private void ahead() throws IOException, DeflateException {
    BlockPart decoded = requireNonNull(part);
    at = decoded.write(out, at, historyStart);
    if (decoded.reachesTooFar()) {
      failTooFar(decoded);
    }
    if (decoded.finished()) {
      goOnBehind(decoded);
    }
  }

  private void goOnBehind(BlockPart decoded) throws IOException, DeflateException {
    BlocksAhead decoding = requireNonNull(ahead);
    lastBlock = decoded.lastBlock();
    if (decoded.endsBlock()) {
      goOnAt = decoded.endBit();
      state = State.BLOCK_HEADER;
    } else {
      BlockPart next = decoding.insideAt(decoded.endBit()).orElse(null);
      if (next == null) {
        readCodes(decoded);
        bits.goTo(decoded.endBit());
        state = State.CODES;
      } else {
        begin(next);
      }
    }
    decoding.release(decoded);
  }

  /** Passes the matches up to the one that reaches too far, so that the offset is the right one. */
  private void failTooFar(BlockPart decoded) throws IOException, DeflateException {
    readCodes(decoded);
    bits.goTo(decoded.codeBit());
    int matches = decoded.matches();
    while (matches >= 0) {
      int entry = entry(codes.literals, NO_LITERAL);
      if (entry < 0) {
        bits.pass(codes.literalLength(entry >>> 8 & 0xFF));
      } else {
        takeValue(entry);
        takeValue(entry(codes.distances, NO_DISTANCE));
        matches--;
      }
    }
    throw DeflateException.corrupt(TOO_FAR);
  }

  private void coded() throws IOException, DeflateException {
    while (state == State.CODES && out.length - at >= MARGIN) {
      if (in.available() >= TURN_BYTES) {
        codedFast();
      } else if (!in.refill()) {
        codedCarefully();
      }
    }
  }

  /**
   * Decodes while input and output for a turn are there. The bit buffer is filled up without a
   * branch: whole bytes are counted, what lies above them is the same bits that the next word
   * brings again. Of {@code count} only the lowest six bits count, so that a whole entry can be
   * subtracted; shifts take no more of it either.
   *
   * <p>A turn is up to three look-ups of literals, or up to two and a match. Their 42 bits at most
   * are there after one filling; before the distance, 28 bits more, it may take a second one.
   *
   * <p>The chain from look-up to look-up is what the time goes by. So a turn's first one is done
   * before the filling, as there are nearly always bits enough for it. What an entry means is asked
   * after its bits were passed: the next look-up needs nothing but them. The masks are constant and
   * both tables in one array: a value that is fetched from memory after a branch that the processor
   * did not foresee makes that chain longer, too.
   */
  private void codedFast() throws DeflateException {
    byte[] source = in.buffer();
    byte[] target = out;
    int[] entries = codes.entries;
    int next = in.position();
    int lastTurn = next + in.available() - TURN_BYTES;
    int to = target.length - MARGIN;
    int written = at;
    int history = historyStart;
    long held = bits.bits;
    int count = bits.count;
    String broken = "";
    while (next <= lastTurn && written <= to) {
      if ((count & 63) < BlockCodes.TABLE_BITS) {
        held |= ByteArrayAccess.littleEndian64(source, next) << count;
        next += ~count >>> 3 & 7;
        count |= 56;
      }
      int entry = entries[(int) held & BlockCodes.TABLE_MASK];
      held |= ByteArrayAccess.littleEndian64(source, next) << count;
      next += ~count >>> 3 & 7;
      count |= 56;
      long before = held;
      held >>>= entry;
      count -= entry;
      if (entry < 0) {
        ByteArrayAccess.putLittleEndian32(target, written, entry >>> 8);
        written += DecodeTable.literalCount(entry);
        entry = entries[(int) held & BlockCodes.TABLE_MASK];
        before = held;
        held >>>= entry;
        count -= entry;
        if (entry < 0) {
          ByteArrayAccess.putLittleEndian32(target, written, entry >>> 8);
          written += DecodeTable.literalCount(entry);
          entry = entries[(int) held & BlockCodes.TABLE_MASK];
          before = held;
          held >>>= entry;
          count -= entry;
          if (entry < 0) {
            ByteArrayAccess.putLittleEndian32(target, written, entry >>> 8);
            written += DecodeTable.literalCount(entry);
            continue;
          }
        }
      }
      if ((entry & DecodeTable.EXCEPTION) != 0) {
        if (DecodeTable.isSecondTable(entry)) {
          count += entry;
          entry = entries[DecodeTable.secondPlace(entry, held)];
          held = before >>> entry;
          count -= entry;
        }
        if (entry < 0) {
          target[written++] = (byte) (entry >>> 8);
          continue;
        }
        if ((entry & DecodeTable.EXCEPTION) != 0) {
          if ((entry & DecodeTable.KINDS) == DecodeTable.END_OF_BLOCK) {
            state = State.BLOCK_HEADER;
          } else {
            // The code is not passed, so that its bit is told, as where it is met carefully.
            count += entry;
            broken = NO_LITERAL;
          }
          break;
        }
      }
      int length = DecodeTable.value(entry, before);
      entry = entries[((int) held & BlockCodes.TABLE_MASK) + BlockCodes.DISTANCES];
      if ((entry & DecodeTable.EXCEPTION) != 0) {
        // As codes.second does; called here, it makes the whole loop an eighth slower.
        if (DecodeTable.isSecondTable(entry)) {
          entry = entries[DecodeTable.secondPlace(entry, held >>> BlockCodes.TABLE_BITS)];
        }
        if ((entry & DecodeTable.EXCEPTION) != 0) {
          broken = NO_DISTANCE;
          break;
        }
      }
      if ((count & 63) < (entry & 63)) {
        held |= ByteArrayAccess.littleEndian64(source, next) << count;
        next += ~count >>> 3 & 7;
        count |= 56;
      }
      int distance = DecodeTable.value(entry, held);
      held >>>= entry;
      count -= entry;
      if (distance > written - history) {
        broken = TOO_FAR;
        break;
      }
      written = copy(target, written, length, distance);
    }
    bits.takeOver(next, held, count);
    at = written;
    if (!broken.isEmpty()) {
      throw DeflateException.corrupt(broken);
    }
  }

  /** Copies a match; may write up to 15 bytes behind it. Returns its end. */
  public static int copy(byte[] target, int from, int length, int distance) {
    int end = from + length;
    if (distance >= Long.BYTES) {
      // Most matches have up to 16 bytes. Without asking for the length first, inflating takes an
      // eighth less time: the processor can't predict that branch.
      // (Counting from 0 instead, the compiler unrolls the loop, which costs a tenth.)
      ByteArrayAccess.putLittleEndian64(
          target, from, ByteArrayAccess.littleEndian64(target, from - distance));
      ByteArrayAccess.putLittleEndian64(
          target, from + 8, ByteArrayAccess.littleEndian64(target, from + 8 - distance));
      for (int to = from + 16; to < end; to += Long.BYTES) {
        ByteArrayAccess.putLittleEndian64(
            target, to, ByteArrayAccess.littleEndian64(target, to - distance));
      }
    } else {
      for (int to = from; to < end; to++) {
        target[to] = target[to - distance];
      }
    }
    return end;
  }

  /** Decodes what one look-up gives, near the end of the file, bit by bit as needed. */
  private void codedCarefully() throws IOException, DeflateException {
    int entry = entry(codes.literals, NO_LITERAL);
    if (entry < 0) {
      int literalCount = DecodeTable.literalCount(entry);
      if ((entry & 0x3F) > bits.count) {
        bits.pass(codes.literalLength(entry >>> 8 & 0xFF));
        literalCount = 1;
      } else {
        bits.pass(entry & 0x3F);
      }
      for (int i = 1; i <= literalCount; i++) {
        out[at++] = (byte) (entry >>> (8 * i));
      }
    } else if ((entry & DecodeTable.EXCEPTION) != 0) {
      bits.pass(entry & 0x3F);
      state = State.BLOCK_HEADER;
    } else {
      int length = takeValue(entry);
      int distance = takeValue(entry(codes.distances, NO_DISTANCE));
      if (distance > at - historyStart) {
        throw DeflateException.corrupt(TOO_FAR);
      }
      at = copy(out, at, length, distance);
    }
  }

  private int takeValue(int entry) throws IOException, DeflateException {
    bits.require(entry & 0x3F);
    int value = DecodeTable.value(entry, bits.bits);
    bits.pass(entry & 0x3F);
    return value;
  }

  /** Returns the entry of a value, a literal or the end of the block whose code is held whole. */
  private int entry(DecodeTable table, String noCode) throws IOException, DeflateException {
    while (true) {
      int entry = table.entry(bits.bits);
      if (codeBits(entry) <= bits.count) {
        if (entry >= 0 && (entry & DecodeTable.KINDS) == DecodeTable.EXCEPTION) {
          throw DeflateException.corrupt(noCode);
        }
        return entry;
      }
      if (!bits.add()) {
        throw DeflateException.truncated();
      }
    }
  }

  /** Returns the bits of the code that an entry stands for, of the first where there are two. */
  private int codeBits(int entry) {
    if (entry < 0) {
      return codes.literalLength(entry >>> 8 & 0xFF);
    }
    return (entry & DecodeTable.EXCEPTION) == 0 ? entry >>> 8 & 0x3F : Math.max(1, entry & 0x3F);
  }
}
