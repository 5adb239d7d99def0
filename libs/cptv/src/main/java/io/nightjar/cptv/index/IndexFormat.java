package io.nightjar.cptv.index;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Field;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.core.PixelSnapshot;
import io.nightjar.cptv.inflate.RestartPoint;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * The file of an index, {@code NAME.cptv.idx}. All numbers are big-endian and unsigned:
 *
 * <pre>
 * magic         4 bytes  "CPTI"
 * version       1        1
 * file length   8        of the recording; an index belongs to no file of another length
 * frames        4
 * header        4 + n    length, then CPTV, version and header section as in the recording
 * checkpoints   4        how many, then for each, by rising frame:
 *   frame         4
 *   frame offset  8      bytes after decompression
 *   restart bit   8      first bit of a deflate block, from the start of the file
 *   restart       8      bytes after decompression before that block
 *   window        4 + 4 + n   length plain (at most 32768), length deflated, deflated bytes
 *   pixels        4 + 4 + n   the frame before, as a delta-coded body of 16 bits against zeros
 * checksum      4        CRC-32 of all bytes before
 * </pre>
 */
public final class IndexFormat {

  private static final int MAGIC = 0x43505449;
  private static final int VERSION = 1;
  private static final int MAX_HEADER = 7 + 255 * (2 + 255);

  private IndexFormat() {}

  /** Writes an index; the stream stays open. */
  public static void write(RecordingIndex index, OutputStream target) throws IOException {
    write(
        index.fileLength(),
        index.header(),
        index.frames(),
        index.size(),
        out -> {
          for (Checkpoint checkpoint : index.checkpoints()) {
            write(checkpoint, out);
          }
        },
        target);
  }

  /** Writes checkpoints, wherever they are kept. */
  @FunctionalInterface
  interface Checkpoints {
    void writeTo(DataOutputStream out) throws IOException;
  }

  static void write(
      long fileLength,
      Header header,
      int frames,
      int count,
      Checkpoints checkpoints,
      OutputStream target)
      throws IOException {
    CheckedOutputStream checked = new CheckedOutputStream(target, new CRC32());
    DataOutputStream out = new DataOutputStream(checked);
    out.writeInt(MAGIC);
    out.writeByte(VERSION);
    out.writeLong(fileLength);
    out.writeInt(frames);
    byte[] section = header(header);
    out.writeInt(section.length);
    out.write(section);
    out.writeInt(count);
    checkpoints.writeTo(out);
    out.writeInt((int) checked.getChecksum().getValue());
    out.flush();
  }

  /** Writes one checkpoint as it stands in an index. */
  static void write(Checkpoint checkpoint, DataOutputStream out) throws IOException {
    out.writeInt(checkpoint.frame());
    out.writeLong(checkpoint.frameOffset());
    out.writeLong(checkpoint.restartBit());
    out.writeLong(checkpoint.restartOffset());
    write(checkpoint.window(), out);
    write(checkpoint.pixels(), out);
  }

  private static byte[] header(Header header) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {'C', 'P', 'T', 'V', (byte) header.version(), 'H'});
    out.write(header.fields().size());
    for (Field field : header.fields()) {
      out.write(field.length());
      out.write(field.code());
      out.writeBytes(field.bytes());
    }
    return out.toByteArray();
  }

  private static void write(Checkpoint.Deflated part, DataOutputStream out) throws IOException {
    out.writeInt(part.length());
    out.writeInt(part.bytes().length);
    out.write(part.bytes());
  }

  /**
   * Reads an index; memory follows the bytes that are really there.
   *
   * @throws IndexException if it breaks a rule of the format
   */
  public static RecordingIndex read(InputStream source, CptvLimits limits)
      throws IOException, IndexException {
    return read(source, limits, (_, _) -> true);
  }

  /**
   * Reads all of an index, and keeps of it what one frame needs: two checkpoints are in memory at
   * most, however long the recording is. The frames before the checkpoint that is kept can't be
   * read with it.
   *
   * @param frame the number of the frame
   * @throws IndexException if it breaks a rule of the format
   */
  public static RecordingIndex readFor(int frame, InputStream source, CptvLimits limits)
      throws IOException, IndexException {
    return readFor(new TreeSet<>(Set.of(frame)), source, limits);
  }

  /**
   * The same for several frames: of what is read a checkpoint for each of them is kept at most, and
   * one more while reading.
   *
   * @param frames their numbers
   * @throws IndexException if it breaks a rule of the format
   */
  public static RecordingIndex readFor(
      SortedSet<Integer> frames, InputStream source, CptvLimits limits)
      throws IOException, IndexException {
    return read(
        source,
        limits,
        (checkpoint, kept) -> {
          int here = checkpoint.frame();
          if (!kept.isEmpty() && frames.subSet(kept.getLast().frame(), here).isEmpty()) {
            kept.removeLast();
          }
          return !frames.tailSet(here).isEmpty();
        });
  }

  /** Which checkpoints stay in memory. */
  @FunctionalInterface
  private interface Keeping {
    /** Whether to keep one; may remove some of those that were kept before. */
    boolean wants(Checkpoint checkpoint, List<Checkpoint> kept);
  }

  private static RecordingIndex read(InputStream source, CptvLimits limits, Keeping keeping)
      throws IOException, IndexException {
    CheckedInputStream checked = new CheckedInputStream(source, new CRC32());
    DataInputStream in = new DataInputStream(checked);
    try {
      check(in.readInt() == MAGIC, "it starts with CPTI");
      check(in.readUnsignedByte() == VERSION, "its version is 1");
      long fileLength = in.readLong();
      int frames = in.readInt();
      check(frames >= 0 && frames <= limits.maxFrames(), "frames are within the limit");
      Header header = header(bytes(in, in.readInt(), MAX_HEADER), limits);
      int count = in.readInt();
      // Each checkpoint is read before memory is taken for the next.
      check(count >= 1 && count - 1 <= frames, "there are checkpoints, at most one a frame");
      int pixels = PixelSnapshot.length(header.width(), header.height());
      List<Checkpoint> kept = new ArrayList<>();
      int after = -1;
      for (int i = 0; i < count; i++) {
        Checkpoint checkpoint = checkpoint(in, after, frames, fileLength, pixels);
        check(i > 0 || checkpoint.frame() == 0, "the first checkpoint is that of frame 0");
        after = checkpoint.frame();
        if (keeping.wants(checkpoint, kept)) {
          kept.add(checkpoint);
        }
      }
      int checksum = (int) checked.getChecksum().getValue();
      check(in.readInt() == checksum, "its checksum is right");
      return new RecordingIndex(fileLength, header, frames, kept);
    } catch (EOFException e) {
      throw new IndexException("it is not cut off");
    }
  }

  private static Header header(byte[] section, CptvLimits limits) throws IndexException {
    try {
      return StoredHeader.parse(section, limits);
    } catch (CptvException | IOException e) {
      throw new IndexException("its header is that of a recording: " + e.getMessage());
    }
  }

  private static Checkpoint checkpoint(
      DataInputStream in, int after, int frames, long fileLength, int pixels)
      throws IOException, IndexException {
    int frame = in.readInt();
    long frameOffset = in.readLong();
    long restartBit = in.readLong();
    long restart = in.readLong();
    Checkpoint.Deflated window = part(in, 0, RestartPoint.MAX_WINDOW);
    Checkpoint.Deflated before = part(in, pixels, pixels);
    check(frame > after && frame <= frames, "checkpoints rise");
    check(restart >= window.length() && restart <= frameOffset, "a restart lies before its frame");
    check(restartBit >= 0 && restartBit >> 3 <= fileLength, "a restart lies within the file");
    return new Checkpoint(frame, frameOffset, restartBit, restart, window, before);
  }

  private static Checkpoint.Deflated part(DataInputStream in, int min, int max)
      throws IOException, IndexException {
    int length = in.readInt();
    check(length >= min && length <= max, "a part has the length that it needs");
    byte[] deflated = bytes(in, in.readInt(), Checkpoint.Deflated.mostBytes(max));
    return new Checkpoint.Deflated(deflated, length);
  }

  private static byte[] bytes(DataInputStream in, int length, int max)
      throws IOException, IndexException {
    check(length >= 0 && length <= max, "a part is not longer than it can be");
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  private static void check(boolean holds, String rule) throws IndexException {
    if (!holds) {
      throw new IndexException(rule);
    }
  }
}
