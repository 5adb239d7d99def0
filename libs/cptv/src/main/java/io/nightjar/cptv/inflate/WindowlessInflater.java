package io.nightjar.cptv.inflate;

import io.nightjar.cptv.core.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Inflates blocks from the middle of a stream, wherever one seems to start. Whether one does is
 * known to who comes there from the stream's start: then the blocks are right, whatever they are.
 * Only blocks with codes of their own, which are nearly all; others end it.
 */
public final class WindowlessInflater {

  /** What one turn may write: two look-ups of two literals, a match, and words over its end. */
  private static final int MARGIN = 2 * (4 + 258) + 3 * Long.BYTES;

  /**
   * What a start that proves false costs, besides the bytes that were written: so that a file full
   * of them takes no longer than one of blocks. Some sixty come before a true one.
   */
  private static final int FALSE_START = 256;

  private final BlockCodes codes = new BlockCodes();
  private byte[] out = new byte[0];
  private int at;

  /** Makes one that can be used again and again. */
  public WindowlessInflater() {}

  /** Returns what {@link #inflate} needs to write so many bytes. */
  public static byte[] room(int count) {
    return WindowlessBlocks.room(count);
  }

  /**
   * Looks for the first block and inflates all that start in a part of a file. Ends earlier if
   * input or room end inside a block, the stream is damaged, or its last block comes.
   *
   * @param bytes the part and what comes behind it, {@code length} bytes
   * @param part bytes of the part alone
   * @param offset how many bytes of the file lie before
   * @param room from {@link #room}
   * @return nothing if there is no whole block
   */
  public Optional<WindowlessBlocks> inflate(
      byte[] bytes, int length, int part, long offset, byte[] room) {
    out = room;
    int searched = Math.min(length, part);
    int patience = room.length;
    long bit = BlockSearch.next(bytes, searched, 0);
    while (bit >= 0 && patience > 0) {
      CompressedInput in = new CompressedInput(bytes, length, offset);
      in.skip((int) (bit >>> 3));
      WindowlessBlocks blocks = blocks(in, (int) (bit & 7), 8 * (offset + part));
      if (blocks.end() > WindowlessBlocks.FIRST) {
        return Optional.of(blocks);
      }
      patience -= FALSE_START + at - WindowlessBlocks.FIRST;
      bit = BlockSearch.next(bytes, searched, bit + 1);
    }
    return Optional.empty();
  }

  private WindowlessBlocks blocks(CompressedInput in, int firstBit, long stop) {
    BitInput bits = new BitInput(in);
    long start = 8 * in.offset() + firstBit;
    long endBit = start;
    int end = WindowlessBlocks.FIRST;
    at = end;
    try {
      bits.take(firstBit);
      while (endBit < stop && bits.take(BlockSearch.HEADER_BITS) == BlockSearch.NOT_LAST_DYNAMIC) {
        codes.dynamic(bits);
        if (!coded(in, bits)) {
          break;
        }
        end = at;
        endBit = bits.offset();
      }
    } catch (DeflateException noBlock) {
      // What came before it counts.
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new WindowlessBlocks(start, endBit, out, end);
  }

  /**
   * Decodes to the end of the block as {@link DeflateStream} does, whose comments hold here, too:
   * each symbol takes two bytes, and matches may copy from the marks before.
   *
   * @return false if there is not enough input or room, or the block is broken
   */
  private boolean coded(CompressedInput in, BitInput bits) {
    byte[] source = in.buffer();
    byte[] target = out;
    int[] entries = codes.entries;
    int next = in.position();
    int lastTurn = next + in.available() - DeflateStream.TURN_BYTES;
    int to = target.length - MARGIN;
    int written = at;
    long held = bits.bits;
    int count = bits.count;
    boolean ended = false;
    while (next <= lastTurn && written <= to) {
      held |= Words.littleEndian64(source, next) << count;
      next += ~count >>> 3 & 7;
      count |= 56;
      int entry = entries[(int) held & BlockCodes.LITERAL_MASK];
      long before = held;
      held >>>= entry;
      count -= entry;
      if (entry < 0) {
        Words.putLittleEndian32(target, written, literals(entry));
        written += 2 * DecodeTable.literalCount(entry);
        entry = entries[(int) held & BlockCodes.LITERAL_MASK];
        before = held;
        held >>>= entry;
        count -= entry;
        if (entry < 0) {
          Words.putLittleEndian32(target, written, literals(entry));
          written += 2 * DecodeTable.literalCount(entry);
          continue;
        }
      }
      if (DecodeTable.isSecondTable(entry)) {
        count += entry;
        entry = entries[DecodeTable.secondPlace(entry, held)];
        held = before >>> entry;
        count -= entry;
      }
      if (entry < 0) {
        Words.putLittleEndian32(target, written, literals(entry));
        written += 2;
        continue;
      }
      if ((entry & DecodeTable.EXCEPTION) != 0) {
        ended = (entry & DecodeTable.KINDS) == DecodeTable.END_OF_BLOCK;
        break;
      }
      int length = DeflateStream.value(entry, before);
      entry = entries[((int) held & BlockCodes.DISTANCE_MASK) + BlockCodes.DISTANCES];
      if (DecodeTable.isSecondTable(entry)) {
        entry = entries[DecodeTable.secondPlace(entry, held >>> BlockCodes.DISTANCE_BITS)];
      }
      if ((entry & DecodeTable.EXCEPTION) != 0) {
        break;
      }
      if ((count & 63) < (entry & 63)) {
        held |= Words.littleEndian64(source, next) << count;
        next += ~count >>> 3 & 7;
        count |= 56;
      }
      int distance = DeflateStream.value(entry, held);
      held >>>= entry;
      count -= entry;
      written = DeflateStream.copy(target, written, 2 * length, 2 * distance);
    }
    bits.takeOver(next, held, count);
    at = written;
    return ended;
  }

  /** Returns the two symbols of an entry of one or two literals. */
  private static int literals(int entry) {
    return (entry >>> 8 & 0xFF) | (entry & 0xFF_0000);
  }
}
