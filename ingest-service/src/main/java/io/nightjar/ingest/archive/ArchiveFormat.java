package io.nightjar.ingest.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The archives that are taken, told by their first bytes. */
enum ArchiveFormat {
  ZIP,
  TAR,
  /** A gzip stream; only inside it stands whether it is a tar. */
  TAR_GZIP,
  /** A Zstandard frame, likewise. */
  TAR_ZSTD;

  /** How many bytes are enough: a header of tar. */
  static final int HEAD = 512;

  private static final byte[] ZIP_MEMBER = {'P', 'K', 3, 4};
  private static final byte[] ZIP_END = {'P', 'K', 5, 6};
  private static final byte[] ZIP_IN_ONE_SEGMENT = {'P', 'K', '0', '0'};
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

  /** What is an archive but is not taken: 7z, RAR, xz, bzip2. */
  private static final List<byte[]> OTHERS =
      List.of(
          new byte[] {'7', 'z', (byte) 0xbc, (byte) 0xaf, 0x27, 0x1c},
          "Rar!".getBytes(StandardCharsets.US_ASCII),
          new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0},
          "BZh".getBytes(StandardCharsets.US_ASCII));

  /** POSIX, section "ustar Interchange Format"; GNU tar writes the same five letters. */
  private static final byte[] USTAR = "ustar".getBytes(StandardCharsets.US_ASCII);

  private static final int USTAR_AT = 257;
  private static final int CHECKSUM_AT = 148;
  private static final int CHECKSUM_LENGTH = 8;

  /**
   * The format of an archive.
   *
   * @param head its first {@link #HEAD} bytes, or all of it
   */
  static Optional<ArchiveFormat> sniff(byte[] head) {
    if (begins(head, ZIP_MEMBER) || begins(head, ZIP_END) || begins(head, ZIP_IN_ONE_SEGMENT)) {
      return Optional.of(ZIP);
    }
    if (begins(head, GZIP)) {
      return Optional.of(TAR_GZIP);
    }
    if (begins(head, ZSTD)) {
      return Optional.of(TAR_ZSTD);
    }
    return isTar(head) ? Optional.of(TAR) : Optional.empty();
  }

  /** Whether a file is an archive of any kind, or compressed. */
  static boolean isAny(byte[] head) {
    return sniff(head).isPresent() || OTHERS.stream().anyMatch(magic -> begins(head, magic));
  }

  /** Whether a ZIP file has no member at all. */
  static boolean isEmptyZip(byte[] head) {
    return begins(head, ZIP_END);
  }

  /** Whether a header of tar begins here; one from before POSIX has its checksum alone. */
  static boolean isTar(byte[] head) {
    if (head.length < HEAD) {
      return false;
    }
    boolean posix = Arrays.equals(head, USTAR_AT, USTAR_AT + USTAR.length, USTAR, 0, USTAR.length);
    return posix || hasChecksum(head);
  }

  private static boolean hasChecksum(byte[] head) {
    int sum = 0;
    int stored = 0;
    for (int at = 0; at < HEAD; at++) {
      boolean inField = at >= CHECKSUM_AT && at < CHECKSUM_AT + CHECKSUM_LENGTH;
      sum += inField ? ' ' : head[at] & 0xFF;
      if (inField && head[at] >= '0' && head[at] <= '7') {
        stored = stored * 8 + head[at] - '0';
      }
    }
    return head[0] != 0 && stored == sum;
  }

  private static boolean begins(byte[] head, byte[] magic) {
    return head.length >= magic.length
        && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
  }
}
