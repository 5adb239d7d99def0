package io.nightjar.cptv.inflate;

import io.nightjar.cptv.core.Words;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Inflates one deflate stream (RFC 1951) into a buffer that holds what came before, for matches to
 * copy from.
 */
final class DeflateStream {

  /** What one turn of a decoding loop may write: six literals, a match, and words over its end. */
  static final int MARGIN = 6 + 258 + 24;

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
    FINISHED
  }

  private final CompressedInput in;
  private final BitInput bits;
  private final BlockCodes codes = new BlockCodes();
  private @Nullable BlockListener listener;
  private State state = State.FINISHED;
  private boolean lastBlock;
  private int storedLeft;

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

  /** Tells whether the last block has ended; the input then stands behind it. */
  boolean finished() {
    return state == State.FINISHED;
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
        case FINISHED -> throw new IllegalStateException("the stream has finished");
      }
    }
  }

  private void blockHeader() throws IOException, DeflateException {
    if (lastBlock) {
      bits.alignToByte();
      state = State.FINISHED;
      return;
    }
    if (listener != null) {
      listener.block(bits.offset(), at);
    }
    lastBlock = bits.take(1) == 1;
    switch (bits.take(2)) {
      case 0 -> {
        bits.alignToByte();
        storedLeft = bits.take(16);
        if (bits.take(16) != (~storedLeft & 0xFFFF)) {
          throw DeflateException.corrupt("a stored block gives its length twice, once inverted");
        }
        state = State.STORED;
      }
      case 1 -> {
        codes.fixed();
        state = State.CODES;
      }
      case 2 -> {
        codes.dynamic(bits);
        state = State.CODES;
      }
      default -> throw DeflateException.corrupt("a block has the type 0, 1 or 2");
    }
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

  private void coded() throws IOException, DeflateException {
    while (state == State.CODES && out.length - at >= MARGIN) {
      if (in.available() >= Long.BYTES) {
        codedFast();
      } else if (!in.refill()) {
        codedCarefully();
      }
    }
  }

  /**
   * Decodes while eight bytes of input and the margin of output are there. The bit buffer is filled
   * up without a branch: whole bytes are counted, what lies above them is the same bits that the
   * next word brings again.
   */
  private void codedFast() throws DeflateException {
    byte[] source = in.buffer();
    byte[] target = out;
    int[] literals = codes.literals.entries();
    int[] distances = codes.distances.entries();
    int literalMask = (1 << codes.literals.primaryBits()) - 1;
    int distanceBits = codes.distances.primaryBits();
    int distanceMask = (1 << distanceBits) - 1;
    int next = in.position();
    int lastWord = next + in.available() - Long.BYTES;
    int to = target.length - MARGIN;
    int written = at;
    long held = bits.bits;
    int count = bits.count;
    String broken = "";
    while (next <= lastWord && written <= to) {
      held |= Words.littleEndian64(source, next) << count;
      next += (63 - count) >>> 3;
      count |= 56;
      int entry = literals[(int) held & literalMask];
      if ((entry & 0xC0) != 0) {
        // Up to three look-ups of at most 11 bits fit into 56.
        held >>>= entry;
        count -= entry & 0x3F;
        Words.putLittleEndian32(target, written, entry >>> 8);
        written += entry >>> 6 & 3;
        entry = literals[(int) held & literalMask];
        if ((entry & 0xC0) != 0) {
          held >>>= entry;
          count -= entry & 0x3F;
          Words.putLittleEndian32(target, written, entry >>> 8);
          written += entry >>> 6 & 3;
          entry = literals[(int) held & literalMask];
          if ((entry & 0xC0) != 0) {
            held >>>= entry;
            count -= entry & 0x3F;
            Words.putLittleEndian32(target, written, entry >>> 8);
            written += entry >>> 6 & 3;
            continue;
          }
        }
        if (next > lastWord) {
          break;
        }
        held |= Words.littleEndian64(source, next) << count;
        next += (63 - count) >>> 3;
        count |= 56;
      }
      if (entry < 0) {
        if ((entry & DecodeTable.SECOND_TABLE) == DecodeTable.SECOND_TABLE) {
          int mask = (1 << (entry >>> 24 & 7)) - 1;
          int index = (int) (held >>> (entry & 0x3F)) & mask;
          entry = literals[(entry >>> 8 & 0xFFFF) + index];
        }
        if ((entry & 0xC0) != 0) {
          held >>>= entry;
          count -= entry & 0x3F;
          target[written++] = (byte) (entry >>> 8);
          continue;
        }
        if (entry < 0) {
          if ((entry & DecodeTable.END_OF_BLOCK) == DecodeTable.END_OF_BLOCK) {
            held >>>= entry;
            count -= entry & 0x3F;
            state = State.BLOCK_HEADER;
          } else {
            broken = "a literal or length has no such code";
          }
          break;
        }
      }
      int extra = (1 << (entry >>> 12 & 15)) - 1;
      int length = (entry >>> 16) + ((int) (held >>> (entry >>> 8 & 15)) & extra);
      held >>>= entry;
      count -= entry & 0x3F;
      entry = distances[(int) held & distanceMask];
      if (entry < 0 && (entry & DecodeTable.SECOND_TABLE) == DecodeTable.SECOND_TABLE) {
        int mask = (1 << (entry >>> 24 & 7)) - 1;
        int index = (int) (held >>> distanceBits) & mask;
        entry = distances[(entry >>> 8 & 0xFFFF) + index];
      }
      if (entry < 0) {
        broken = "a distance has no such code";
        break;
      }
      extra = (1 << (entry >>> 12 & 15)) - 1;
      int distance = (entry >>> 16) + ((int) (held >>> (entry >>> 8 & 15)) & extra);
      held >>>= entry;
      count -= entry & 0x3F;
      if (distance > written - historyStart) {
        broken = "a match does not reach before the start";
        break;
      }
      written = copy(target, written, length, distance);
    }
    in.skip(next - in.position());
    bits.bits = held & ((1L << count) - 1);
    bits.count = count;
    at = written;
    if (!broken.isEmpty()) {
      throw DeflateException.corrupt(broken);
    }
  }

  /** Copies a match; may write up to 15 bytes behind it. Returns its end. */
  private static int copy(byte[] target, int from, int length, int distance) {
    int end = from + length;
    if (distance >= Long.BYTES) {
      // Most matches have up to 16 bytes. Without asking for the length first, inflating takes an
      // eighth less time: the processor can't predict that branch.
      // (Counting from 0 instead, the compiler unrolls the loop, which costs a tenth.)
      Words.putLittleEndian64(target, from, Words.littleEndian64(target, from - distance));
      Words.putLittleEndian64(target, from + 8, Words.littleEndian64(target, from + 8 - distance));
      for (int to = from + 16; to < end; to += Long.BYTES) {
        Words.putLittleEndian64(target, to, Words.littleEndian64(target, to - distance));
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
    int entry = entry(codes.literals, true);
    int literalCount = entry >>> 6 & 3;
    if (literalCount > 0) {
      if ((entry & 0x3F) > bits.count) {
        bits.pass(codes.literalLength(entry >>> 8 & 0xFF));
        literalCount = 1;
      } else {
        bits.pass(entry & 0x3F);
      }
      for (int i = 1; i <= literalCount; i++) {
        out[at++] = (byte) (entry >>> (8 * i));
      }
    } else if ((entry & DecodeTable.END_OF_BLOCK) == DecodeTable.END_OF_BLOCK) {
      bits.pass(entry & 0x3F);
      state = State.BLOCK_HEADER;
    } else {
      int length = value(entry);
      int distance = value(entry(codes.distances, false));
      if (distance > at - historyStart) {
        throw DeflateException.corrupt("a match does not reach before the start");
      }
      at = copy(out, at, length, distance);
    }
  }

  private int value(int entry) throws IOException, DeflateException {
    bits.pass(entry >>> 8 & 15);
    return (entry >>> 16) + bits.take(entry >>> 12 & 15);
  }

  /** Returns an entry whose code is held whole. */
  private int entry(DecodeTable table, boolean literal) throws IOException, DeflateException {
    while (true) {
      int entry = look(table);
      if (isHeld(entry)) {
        return entry;
      }
      if (isNoCode(entry)) {
        throw DeflateException.corrupt(
            literal ? "a literal or length has no such code" : "a distance has no such code");
      }
      if (!bits.add()) {
        throw DeflateException.truncated();
      }
    }
  }

  private int look(DecodeTable table) {
    int[] entries = table.entries();
    int entry = entries[(int) bits.bits & ((1 << table.primaryBits()) - 1)];
    boolean literal = (entry & 0xC0) != 0;
    if (!literal && (entry & DecodeTable.SECOND_TABLE) == DecodeTable.SECOND_TABLE) {
      int mask = (1 << (entry >>> 24 & 7)) - 1;
      int index = (int) (bits.bits >>> table.primaryBits()) & mask;
      return entries[(entry >>> 8 & 0xFFFF) + index];
    }
    return entry;
  }

  private boolean isNoCode(int entry) {
    return (entry & 0xC0) == 0
        && (entry & DecodeTable.KINDS) == DecodeTable.EXCEPTION
        && Math.max(1, entry & 0x3F) <= bits.count;
  }

  private boolean isHeld(int entry) {
    if ((entry & 0xC0) != 0) {
      return codes.literalLength(entry >>> 8 & 0xFF) <= bits.count;
    }
    if (entry < 0) {
      return (entry & DecodeTable.END_OF_BLOCK) == DecodeTable.END_OF_BLOCK
          && (entry & 0x3F) <= bits.count;
    }
    return (entry >>> 8 & 15) <= bits.count;
  }
}
