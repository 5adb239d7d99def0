package io.nightjar.media.container;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The members of the RIFF family that hold waves: they differ in byte order and widths. */
enum RiffDialect {
  /** Microsoft/IBM, "Multimedia Programming Interface and Data Specifications 1.0". */
  RIFF("wav", ByteOrder.LITTLE_ENDIAN),
  /** The same, big-endian. */
  RIFX("wav", ByteOrder.BIG_ENDIAN),
  /** EBU Tech 3306 and ITU-R BS.2088 (BW64): sizes beyond 4 GiB stand in a chunk {@code ds64}. */
  RF64("wav", ByteOrder.LITTLE_ENDIAN),
  /**
   * Sonic Foundry Wave64: GUIDs, 64-bit sizes that count the header in, chunks at multiples of 8.
   */
  WAVE64("w64", ByteOrder.LITTLE_ENDIAN);

  private static final long WAVE64_START = 0x72696666_2e91cf11L; // "riff" and more of its GUID
  private static final int WAVE64_HEADER = 24;

  private final String container;
  private final ByteOrder order;

  RiffDialect(String container, ByteOrder order) {
    this.container = container;
    this.order = order;
  }

  /** Tells by the first 40 bytes of a file. */
  static Optional<RiffDialect> of(ByteBuffer head) {
    if (head.limit() >= 40 && head.getLong(0) == WAVE64_START && ascii(head, 24).equals("wave")) {
      return Optional.of(WAVE64);
    }
    if (head.limit() < 12 || !ascii(head, 8).equals("WAVE")) {
      return Optional.empty();
    }
    return switch (ascii(head, 0)) {
      case "RIFF" -> Optional.of(RIFF);
      case "RIFX" -> Optional.of(RIFX);
      case "RF64", "BW64" -> Optional.of(RF64);
      default -> Optional.empty();
    };
  }

  /** FFmpeg's name of the format. */
  String container() {
    return container;
  }

  ByteOrder order() {
    return order;
  }

  /** Where the first chunk stands. */
  int firstChunk() {
    return this == WAVE64 ? 40 : 12;
  }

  /** Bytes of a chunk's id and size. */
  int headerBytes() {
    return this == WAVE64 ? WAVE64_HEADER : 8;
  }

  /** A chunk's length by its header: negative or huge where the file lies. */
  long length(ByteBuffer header) {
    ByteBuffer ordered = header.duplicate().order(order);
    return this == WAVE64
        ? ordered.getLong(16) - WAVE64_HEADER
        : Integer.toUnsignedLong(ordered.getInt(4));
  }

  static String ascii(ByteBuffer bytes, int at) {
    return Tags.text(bytes, at, 4);
  }
}
