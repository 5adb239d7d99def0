package io.nightjar.media.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a FLAC file says of itself (RFC 9639, 8.2).
 *
 * @param mostBlockSize samples of one channel in a frame; some recorders write 0
 * @param sampleRate in Hz
 * @param channels how many
 * @param bitsPerSample of the original
 * @param samples of one channel; 0 if it doesn't say
 * @param md5 of all samples, hexadecimal; empty if it doesn't say
 * @param firstFrame where the first frame should be in the file
 */
record FlacStreamInfo(
    int mostBlockSize,
    int sampleRate,
    int channels,
    int bitsPerSample,
    long samples,
    String md5,
    long firstFrame) {

  private static final int LENGTH = 34;
  private static final int MOST_BLOCKS = 1000;

  /** Reads the metadata of a FLAC file, behind any ID3v2 tags; empty if it is none. */
  static Optional<FlacStreamInfo> read(FileBytes file) throws IOException {
    long position = Tags.skipId3v2(file);
    ByteBuffer head = file.read(position, 4 + 4 + LENGTH);
    boolean streamInfo = head.limit() == 8 + LENGTH && (head.get(4) & 0x7f) == 0;
    if (!streamInfo || !Tags.text(head, 0, 4).equals("fLaC")) {
      return Optional.empty();
    }
    position += 4;
    for (int block = 0; block < MOST_BLOCKS; block++) {
      ByteBuffer header = file.read(position, 4);
      if (header.limit() < 4) {
        break;
      }
      position += 4 + (header.getInt(0) & 0xffffff);
      if (header.get(0) < 0) {
        break; // the last block
      }
    }
    return Optional.of(of(head.slice(8, LENGTH), position));
  }

  private static FlacStreamInfo of(ByteBuffer block, long firstFrame) {
    long packed = block.getLong(10);
    byte[] md5 = new byte[16];
    block.get(18, md5);
    return new FlacStreamInfo(
        Short.toUnsignedInt(block.getShort(2)),
        (int) (packed >>> 44),
        (int) (packed >>> 41 & 7) + 1,
        (int) (packed >>> 36 & 31) + 1,
        packed & 0xf_ffff_ffffL,
        Arrays.equals(md5, new byte[16]) ? "" : HexFormat.of().formatHex(md5),
        firstFrame);
  }
}
