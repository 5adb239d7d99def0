package io.nightjar.imaging.webp;

import io.nightjar.imaging.IndexedPicture;
import io.nightjar.imaging.Size;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes a picture as lossy WebP: the simple file format (RFC 9649) around a key frame of VP8 (RFC
 * 6386). All is counted in integers, so that the same pixels give the same bytes on any machine.
 *
 * <p>Of VP8's ways to guess, those of whole macroblocks are used, and one set of quantisers: what
 * thermal pictures need, which are smooth. Working memory: about 8 bytes a pixel. Thread-safe.
 */
public final class WebpWriter {

  /** The longest side of a picture, in pixels. */
  public static final int LONGEST_SIDE = 16_383;

  private static final int COARSEST = 127;
  private static final int KEY_FRAME_HEADER = 10;
  private static final int CHUNK_HEADER = 8;
  private static final int FORM_TYPE = 4;

  /** Shown, version 0: edges between blocks are smoothed by the normal filter. */
  private static final int SHOWN = 1 << 4;

  private static final int FIRST_PART_SHIFT = 5;
  private static final int LARGEST_FIRST_PART = (1 << 19) - 1;
  private static final int START_CODE = 0x2a019d;
  private static final int STRONGEST_FILTER = 63;

  private WebpWriter() {}

  /**
   * Writes a picture.
   *
   * @param picture 1 … 16383 pixels a side
   * @param coarseness index of VP8's quantisers, 0 (nearly as it was) … 127 (hardly recognisable)
   * @param out where it goes; not closed
   * @throws IllegalArgumentException if something is out of its range
   */
  public static void write(IndexedPicture picture, int coarseness, OutputStream out)
      throws IOException {
    Size size = picture.size();
    if (size.width() > LONGEST_SIDE || size.height() > LONGEST_SIDE) {
      throw new IllegalArgumentException("no picture of WebP: " + size);
    }
    if (coarseness < 0 || coarseness > COARSEST) {
      throw new IllegalArgumentException("a coarseness is 0 … 127: " + coarseness);
    }
    Planes source = Planes.of(picture);
    List<Macroblock> macroblocks =
        new FrameEncoder(source, Planes.empty(size), coarseness).macroblocks();
    BooleanEncoder header = new BooleanEncoder();
    int[] probabilities = header(header, macroblocks, source.across(), coarseness);
    BooleanEncoder tokens = new BooleanEncoder();
    Tokens.write(macroblocks, source.across(), new Coded(tokens, probabilities));
    out.write(file(size, header.finish(), tokens.finish()));
  }

  private static final class Coded implements Tokens.Sink {
    private final BooleanEncoder encoder;
    private final int[] probabilities;

    Coded(BooleanEncoder encoder, int[] probabilities) {
      this.encoder = encoder;
      this.probabilities = probabilities;
    }

    @Override
    public void token(int place, boolean bit) {
      encoder.write(probabilities[place], bit);
    }

    @Override
    public void fixed(int probability, boolean bit) {
      encoder.write(probability, bit);
    }
  }

  /** The frame's header (RFC 6386, 9.2 to 9.11), and how each macroblock is guessed. */
  private static int[] header(
      BooleanEncoder header, List<Macroblock> macroblocks, int across, int coarseness) {
    header.literal(0, 1 + 1); // Colours as usual, samples clamped.
    header.literal(0, 1); // No segments.
    header.literal(0, 1); // The normal filter.
    header.literal(filterLevel(coarseness), 6);
    header.literal(0, 3 + 1); // Its sharpness; the same for all macroblocks.
    header.literal(0, 2); // One part of tokens.
    header.literal(coarseness, 7);
    header.literal(0, 5); // All quantisers by that index.
    header.literal(0, 1); // No frame follows.
    Probabilities counted = new Probabilities();
    Tokens.write(macroblocks, across, counted);
    int[] probabilities = counted.write(header);
    header.literal(1, 1); // Empty macroblocks are marked.
    long filled = macroblocks.stream().filter(block -> !block.empty()).count();
    int filledShare = Probabilities.share((int) filled, macroblocks.size());
    header.literal(filledShare, Byte.SIZE);
    for (Macroblock macroblock : macroblocks) {
      header.write(filledShare, macroblock.empty());
      macroblock.luma.writeLuma(header);
      macroblock.chroma.writeChroma(header);
    }
    return probabilities;
  }

  /** The steps of a coarse picture show at the edges of blocks: about a third of a step. */
  private static int filterLevel(int coarseness) {
    return Math.min(STRONGEST_FILTER, Tables.AC_STEPS[coarseness] * 3 / 10);
  }

  private static byte[] file(Size size, byte[] header, byte[] tokens) {
    if (header.length > LARGEST_FIRST_PART) {
      throw new IllegalArgumentException("too many macroblocks for a frame of VP8: " + size);
    }
    int frame = KEY_FRAME_HEADER + header.length + tokens.length;
    int padded = frame + (frame & 1);
    ByteBuffer file =
        ByteBuffer.allocate(CHUNK_HEADER + FORM_TYPE + CHUNK_HEADER + padded)
            .order(ByteOrder.LITTLE_ENDIAN);
    file.put(name("RIFF")).putInt(FORM_TYPE + CHUNK_HEADER + padded).put(name("WEBP"));
    file.put(name("VP8 ")).putInt(frame);
    int tag = SHOWN | (header.length << FIRST_PART_SHIFT);
    file.putShort((short) tag).put((byte) (tag >> Short.SIZE));
    file.putShort((short) START_CODE).put((byte) (START_CODE >> Short.SIZE));
    file.putShort((short) size.width()).putShort((short) size.height());
    return file.put(header).put(tokens).array();
  }

  private static byte[] name(String fourLetters) {
    return fourLetters.getBytes(StandardCharsets.US_ASCII);
  }
}
