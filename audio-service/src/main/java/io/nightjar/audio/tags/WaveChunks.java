package io.nightjar.audio.tags;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The chunks of a WAV file (RIFF, its big-endian sister RIFX, and RF64 and BW64 with sizes of 64
 * bits, EBU Tech 3306), but for the sound. Sizes are what the file says and may be lies: no chunk
 * is read beyond the file's end or {@value #LONGEST} bytes, and no more than {@value #MOST} are
 * looked at.
 */
final class WaveChunks {

  /** What may stand behind a pad byte that is not zero. */
  private static final Set<String> COMMON = Set.of("data", "LIST", "bext", "guan", "fact", "iXML");

  private static final int LONGEST = 1 << 16;
  private static final int MOST = 1000;
  private static final int FILE_HEADER = 12;
  private static final int HEADER = 8;
  private static final long SEE_DS64 = 0xffff_ffffL;

  private final FileChannel file;
  private final ByteOrder order;
  private final Map<String, ByteBuffer> found = new LinkedHashMap<>();

  private WaveChunks(FileChannel file, ByteOrder order) {
    this.file = file;
    this.order = order;
  }

  /**
   * The first chunks of some names.
   *
   * @param wanted such as {@code bext}; of {@code LIST} the one of type {@code INFO}
   * @return contents in the file's byte order; none if the file is no WAV
   * @throws IOException if the file can't be read
   */
  static Map<String, ByteBuffer> read(Path path, Set<String> wanted) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer head = bytes(file, 0, FILE_HEADER);
      Optional<ByteOrder> order = head.limit() < FILE_HEADER ? Optional.empty() : order(head);
      if (order.isEmpty()) {
        return Map.of();
      }
      WaveChunks chunks = new WaveChunks(file, order.get());
      chunks.walk(wanted);
      return chunks.found;
    }
  }

  private static Optional<ByteOrder> order(ByteBuffer head) {
    if (!id(head, 8).equals("WAVE")) {
      return Optional.empty();
    }
    return switch (id(head, 0)) {
      case "RIFF", "RF64", "BW64" -> Optional.of(ByteOrder.LITTLE_ENDIAN);
      case "RIFX" -> Optional.of(ByteOrder.BIG_ENDIAN);
      default -> Optional.empty();
    };
  }

  private void walk(Set<String> wanted) throws IOException {
    long soundLength = -1;
    long at = FILE_HEADER;
    for (int chunk = 0; chunk < MOST; chunk++) {
      ByteBuffer header = bytes(file, at, HEADER).order(order);
      if (header.limit() < HEADER || !isId(header, 0)) {
        return;
      }
      String id = id(header, 0);
      long length = Integer.toUnsignedLong(header.getInt(4));
      ByteBuffer content = ByteBuffer.allocate(0);
      if (wanted.contains(id) || id.equals("ds64")) {
        content = bytes(file, at + HEADER, (int) Math.min(length, LONGEST)).order(order);
      }
      if (id.equals("ds64") && content.limit() >= 16) {
        soundLength = content.getLong(8);
      } else if (id.equals("data") && length == SEE_DS64) {
        length = soundLength;
      } else if (wanted.contains(id) && isWanted(id, content)) {
        found.putIfAbsent(id, content);
      }
      long end = at + HEADER + length;
      if (length < 0 || end < at || end >= file.size()) {
        return;
      }
      at = afterPadding(end);
    }
  }

  private static boolean isWanted(String id, ByteBuffer content) {
    return !id.equals("LIST") || (content.limit() >= 4 && id(content, 0).equals("INFO"));
  }

  /** A chunk of odd length has a pad byte of zero behind it, which some recorders forget. */
  private long afterPadding(long end) throws IOException {
    if (end % 2 == 0) {
      return end;
    }
    ByteBuffer near = bytes(file, end, 5);
    boolean padded = near.limit() < 5 || near.get(0) == 0 || COMMON.contains(id(near, 1));
    return padded || !isId(near, 0) ? end + 1 : end;
  }

  private static boolean isId(ByteBuffer bytes, int at) {
    for (int i = at; i < at + 4; i++) {
      if (bytes.get(i) < ' ' || bytes.get(i) > '~') {
        return false;
      }
    }
    return true;
  }

  static String id(ByteBuffer bytes, int at) {
    byte[] id = new byte[4];
    bytes.get(at, id);
    return new String(id, StandardCharsets.ISO_8859_1);
  }

  /** What there is of so many bytes at a place. */
  private static ByteBuffer bytes(FileChannel file, long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.clamp(file.size() - at, 0, length));
    while (bytes.hasRemaining() && file.read(bytes, at + bytes.position()) > 0) {}
    return bytes.flip();
  }
}
