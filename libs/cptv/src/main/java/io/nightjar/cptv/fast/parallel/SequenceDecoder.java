package io.nightjar.cptv.fast.parallel;

import io.nightjar.cptv.core.ByteArrayAccess;
import io.nightjar.cptv.inflate.BitInput;
import io.nightjar.cptv.inflate.BlockCodes;
import io.nightjar.cptv.inflate.CompressedInput;
import io.nightjar.cptv.inflate.DecodeTable;
import io.nightjar.cptv.inflate.DeflateException;
import io.nightjar.cptv.inflate.DeflateStream;
import java.io.IOException;

/**
 * Decodes the symbols of blocks for somebody else, who puts together what they make.
 *
 * <p>Where each symbol ends can only be found one after the other, and needs nothing of what they
 * make. Without that, no branch depends on a symbol, so the processor never has to guess what comes
 * next: four fifths of the time of inflating, and three fifths where symbols are only passed.
 */
public final class SequenceDecoder {

  /** Turns after which it is asked again where the reader is. */
  private static final int TURNS = 1 << 10;

  /** Puts together what is decoded, and may decode whole blocks itself. */
  public interface Reader {

    /** Returns the first bit of the last block that the reader decodes itself, or has decoded. */
    long ownBlock();

    /** Tells whether the reader wants to have a block decoded; asked once, before that is done. */
    boolean wants(long block);
  }

  private final CompressedInput in;
  private final BitInput bits;
  private final Reader reader;
  private final BlockCodes codes = new BlockCodes();

  /** The first bit behind what is decoded. */
  private long nextBit;

  private boolean inBlock;
  private long blockBit;
  private boolean lastBlock;
  private boolean passing;
  private boolean ended;

  // Where the loop stands: the bits as in the loop of DeflateStream, and the entry before with the
  // bits from its code on.
  private long held;
  private int count;
  private int next;
  private int last;
  private long heldBefore;

  /**
   * Starts where a block starts.
   *
   * @param in stands at the byte that holds its first bit
   * @param block which bit of the file that is
   */
  public SequenceDecoder(CompressedInput in, long block, Reader reader) {
    this.in = in;
    this.nextBit = block;
    this.bits = new BitInput(in);
    this.reader = reader;
  }

  /**
   * Decodes the rest of a block or the next one that the reader wants, as much as there is room
   * for.
   *
   * @return false if there is nothing more that can be decoded here: after the stream's last block,
   *     before stored or damaged ones, and near the end of the input
   */
  public boolean decode(Sequences into) throws IOException {
    try {
      while (!ended) {
        if (inBlock) {
          into.start(blockBit, lastBlock, false, nextBit);
        } else if (!startBlock(into)) {
          break;
        }
        if (decodeSymbols(into)) {
          return true;
        }
      }
    } catch (DeflateException damaged) {
      // The reader finds the same.
    }
    ended = true;
    return false;
  }

  private boolean startBlock(Sequences into) throws IOException, DeflateException {
    bits.goTo(Math.max(nextBit, reader.ownBlock()));
    blockBit = bits.offset();
    lastBlock = bits.take(1) == 1;
    boolean coded = codes.read(bits);
    into.start(blockBit, lastBlock, true, bits.offset());
    passing = !reader.wants(blockBit);
    return coded;
  }

  /** Decodes until part or block end; true if there is something in it that the reader wants. */
  private boolean decodeSymbols(Sequences into) throws IOException {
    inBlock = true;
    last = 0;
    takeBits();
    while (inBlock && !ended && into.turns() > 0) {
      long own = reader.ownBlock();
      if (own > blockBit) {
        // Too late: the next one starts there.
        nextBit = own;
        inBlock = false;
        return false;
      }
      passing |= own == blockBit;
      if (passing) {
        into.clear();
      }
      int turns = Math.min(TURNS, Math.min(into.turns(), turnsOfInput()));
      if (turns == 0) {
        giveBitsBack();
        ended = !in.refill();
        takeBits();
      } else if (passing
          ? !passTurns(in.buffer(), turns)
          : !decodeTurns(in.buffer(), into, turns)) {
        decodeCarefully(into);
      }
    }
    if (!passing && (last & DecodeTable.LENGTH) != 0) {
      takeLengthBack(into);
    }
    giveBitsBack();
    nextBit = bits.offset();
    into.end(nextBit, !inBlock);
    ended |= !inBlock && lastBlock;
    return !passing && !into.isEmpty();
  }

  /** Returns for how many turns there is input: six bytes each, and what the fillings hold more. */
  private int turnsOfInput() {
    int lastTurn = in.position() + in.available() - DeflateStream.TURN_BYTES;
    return next > lastTurn ? 0 : ((lastTurn - next) >> 3) + 1;
  }

  private void takeBits() {
    held = bits.bits;
    count = bits.count;
    next = in.position();
  }

  private void giveBitsBack() {
    bits.takeOver(next, held, count);
  }

  /**
   * Decodes two symbols a turn: after the bit buffer was filled, there are 20 bits for a length and
   * 28 for a distance. As in {@link DeflateStream}, which see, the first one is looked up before.
   *
   * <p>A method of its own, which leaves the end of the block and what is damaged to another: the
   * more it does, the less of what the loop goes round with the compiler keeps in registers.
   *
   * @return false if there is such a thing in the next turn
   */
  private boolean decodeTurns(byte[] source, Sequences into, int turns) {
    int[] entries = codes.entries;
    int[] values = into.values;
    byte[] literals = into.literals;
    int value = into.valueCount;
    int literal = into.literalCount;
    int at = next;
    long bitsHeld = held;
    int bitCount = count;
    int previous = last;
    long behindFirst = heldBefore;
    int turn = 0;
    for (; turn < turns; turn++) {
      if ((bitCount & 63) < BlockCodes.TABLE_BITS) {
        bitsHeld |= ByteArrayAccess.littleEndian64(source, at) << bitCount;
        at += ~bitCount >>> 3 & 7;
        bitCount |= 56;
      }
      int first = entries[BlockCodes.place(bitsHeld, previous)];
      bitsHeld |= ByteArrayAccess.littleEndian64(source, at) << bitCount;
      at += ~bitCount >>> 3 & 7;
      bitCount |= 56;
      if ((first & DecodeTable.EXCEPTION) != 0) {
        first = codes.second(first, bitsHeld);
        if ((first & DecodeTable.EXCEPTION) != 0) {
          break;
        }
      }
      behindFirst = bitsHeld >>> first;
      int second = entries[BlockCodes.place(behindFirst, first)];
      if ((second & DecodeTable.EXCEPTION) != 0) {
        second = codes.second(second, behindFirst);
        if ((second & DecodeTable.EXCEPTION) != 0) {
          break;
        }
      }
      ByteArrayAccess.putLittleEndian32(literals, literal, first >>> 8);
      literal += DecodeTable.literalsIn(first);
      values[value] = Sequences.value(literal, first, bitsHeld);
      value += DecodeTable.valuesIn(first);
      ByteArrayAccess.putLittleEndian32(literals, literal, second >>> 8);
      literal += DecodeTable.literalsIn(second);
      values[value] = Sequences.value(literal, second, behindFirst);
      value += DecodeTable.valuesIn(second);
      previous = second;
      bitCount = bitCount - first - second;
      bitsHeld = behindFirst >>> second;
    }
    into.valueCount = value;
    into.literalCount = literal;
    held = bitsHeld;
    count = bitCount;
    next = at;
    last = previous;
    heldBefore = behindFirst;
    return turn == turns;
  }

  /**
   * Passes two symbols a turn, as {@link #decodeTurns} does with their meaning; apart from it for
   * the same reason.
   */
  private boolean passTurns(byte[] source, int turns) {
    int[] entries = codes.entries;
    int at = next;
    long bitsHeld = held;
    int bitCount = count;
    int previous = last;
    int turn = 0;
    for (; turn < turns; turn++) {
      if ((bitCount & 63) < BlockCodes.TABLE_BITS) {
        bitsHeld |= ByteArrayAccess.littleEndian64(source, at) << bitCount;
        at += ~bitCount >>> 3 & 7;
        bitCount |= 56;
      }
      int first = entries[BlockCodes.place(bitsHeld, previous)];
      bitsHeld |= ByteArrayAccess.littleEndian64(source, at) << bitCount;
      at += ~bitCount >>> 3 & 7;
      bitCount |= 56;
      if ((first & DecodeTable.EXCEPTION) != 0) {
        first = codes.second(first, bitsHeld);
        if ((first & DecodeTable.EXCEPTION) != 0) {
          break;
        }
      }
      long behindFirst = bitsHeld >>> first;
      int second = entries[BlockCodes.place(behindFirst, first)];
      if ((second & DecodeTable.EXCEPTION) != 0) {
        second = codes.second(second, behindFirst);
        if ((second & DecodeTable.EXCEPTION) != 0) {
          break;
        }
      }
      previous = second;
      bitCount = bitCount - first - second;
      bitsHeld = behindFirst >>> second;
    }
    held = bitsHeld;
    count = bitCount;
    next = at;
    last = previous;
    return turn == turns;
  }

  /**
   * Decodes the turn in which the block ends or the damage is, if there is one: up to two symbols,
   * for which bits are held.
   */
  private void decodeCarefully(Sequences into) {
    for (int i = 0; i < 2; i++) {
      int entry = codes.second(codes.entries[BlockCodes.place(held, last)], held);
      if ((entry & DecodeTable.EXCEPTION) != 0) {
        if ((entry & DecodeTable.KINDS) == DecodeTable.END_OF_BLOCK) {
          passSymbol(entry);
          inBlock = false;
        } else {
          ended = true;
        }
        return;
      }
      into.put(entry, held);
      passSymbol(entry);
    }
  }

  private void passSymbol(int entry) {
    heldBefore = held;
    held >>>= entry;
    count -= entry;
    last = entry;
  }

  /** A length without a distance is decoded again with the next part. */
  private void takeLengthBack(Sequences into) {
    into.valueCount--;
    // Whole bytes go back first, to make room for its bits.
    next -= (count & 63) >>> 3;
    count &= 7;
    long rest = held & ((1L << count) - 1);
    long itself = heldBefore & ((1L << last) - 1);
    held = rest << last | itself;
    count += last & 63;
    last = 0;
  }
}
