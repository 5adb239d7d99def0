package io.nightjar.media.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks the pages of an Ogg file (RFC 3533): each holds a CRC-32 over all its bytes, and a number.
 * FFmpeg drops a page whose CRC is wrong and goes on. Reads the file once, page by page.
 */
public final class OggCheck {

  private static final int HEADER = 27;
  private static final int LONGEST_PAGE = HEADER + 255 + 255 * 255;
  private static final int GRANULE_AT = 6;
  private static final int CRC_AT = 22;
  private static final int MOST_STREAMS = 64;
  private static final int[] CRC32 = new int[256];

  static {
    for (int i = 0; i < 256; i++) {
      int crc = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc << 1) ^ (crc < 0 ? 0x04c11db7 : 0);
      }
      CRC32[i] = crc;
    }
  }

  private final FileBytes file;
  private final ByteBuffer page = ByteBuffer.allocate(LONGEST_PAGE).order(ByteOrder.LITTLE_ENDIAN);
  private final Map<Integer, Integer> nextNumbers = new HashMap<>();
  private int pages;
  private int broken;
  private int missing;
  private long strayBytes;
  private long granule;
  private boolean inOrder = true;
  private boolean headersAlone = true;

  private OggCheck(FileBytes file) {
    this.file = file;
  }

  /** Checks a file; empty if it does not begin with a page. */
  public static Optional<StreamCheck> of(FileBytes file) throws IOException {
    return new OggCheck(file).check();
  }

  private Optional<StreamCheck> check() throws IOException {
    long limit = Tags.endBeforeTags(file);
    long at = Tags.skipId3v2(file);
    long end = at; // of the last page
    Optional<String> cut = Optional.empty();
    while (at < limit) {
      file.readInto(page, at);
      page.limit((int) Math.min(page.limit(), limit - at));
      if (!startsPage(0)) {
        if (pages == 0) {
          return Optional.empty();
        }
        if (at == end && file.zeros(at, limit)) {
          limit = at;
          break;
        }
        int skipped = toNextPage();
        strayBytes += skipped;
        at += skipped;
        continue;
      }
      int length = length();
      if (page.limit() < length) {
        cut = Optional.of("the last page is cut");
        break;
      }
      judge(length);
      at += length;
      end = at;
    }
    return pages == 0 ? Optional.empty() : Optional.of(result(limit, cut));
  }

  private boolean startsPage(int at) {
    return page.limit() - at >= 4 && Tags.text(page, at, 4).equals("OggS");
  }

  /** Bytes until the next page may begin, within what has been read; at least one. */
  private int toNextPage() {
    for (int i = 1; i < page.limit() - 3; i++) {
      if (page.get(i) == 'O' && startsPage(i)) {
        return i;
      }
    }
    return Math.max(1, page.limit() - 3);
  }

  /** Of the page in the buffer; more than is there if its header is cut. */
  private int length() {
    if (page.limit() < HEADER) {
      return HEADER;
    }
    int segments = page.get(HEADER - 1) & 0xff;
    int length = HEADER + segments;
    for (int i = HEADER; i < Math.min(HEADER + segments, page.limit()); i++) {
      length += page.get(i) & 0xff;
    }
    return length;
  }

  private void judge(int length) {
    pages++;
    int expected = page.getInt(CRC_AT);
    page.putInt(CRC_AT, 0);
    int crc = 0;
    for (int i = 0; i < length; i++) {
      crc = (crc << 8) ^ CRC32[(crc >>> 24) ^ (page.get(i) & 0xff)];
    }
    if (crc != expected) {
      broken++;
    }
    if (crc == expected) {
      follow(page.getLong(GRANULE_AT));
    }
    int stream = page.getInt(14);
    int number = page.getInt(18);
    Integer next = nextNumbers.get(stream);
    if (next != null && next != number && crc == expected) {
      missing++;
    }
    if (nextNumbers.size() < MOST_STREAMS || next != null) {
      nextNumbers.put(stream, (crc == expected || next == null ? number : next) + 1);
    }
  }

  /**
   * A granule position counts samples; −1 says that no packet ends on a page. Pages of headers are
   * at 0.
   */
  private void follow(long position) {
    headersAlone &= position == 0;
    if (position != -1) {
      inOrder &= position >= granule;
      granule = position;
    }
  }

  private StreamCheck result(long end, Optional<String> cut) {
    Optional<String> damage = damage();
    boolean timesHold = inOrder && nextNumbers.size() == 1;
    return new StreamCheck(
        0,
        end,
        headersAlone && damage.isEmpty() && cut.isEmpty()
            ? StreamCheck.Header.STANDS_ALONE
            : StreamCheck.Header.READ,
        false,
        0,
        damage.isPresent() && timesHold ? granule : 0,
        damage,
        cut,
        Optional.empty(),
        List.of());
  }

  private Optional<String> damage() {
    List<String> words = new ArrayList<>();
    if (broken > 0) {
      words.add(
          broken
              + " of "
              + pages
              + (broken == 1 ? " pages fails its check" : " pages fail their checks"));
    }
    if (missing > 0) {
      words.add("pages are missing in " + missing + (missing == 1 ? " place" : " places"));
    }
    if (strayBytes > 0) {
      words.add(strayBytes + " bytes belong to no page");
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", words));
  }
}
