package io.nightjar.local.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a NumPy array file, format version 1.0 (numpy.lib.format).
 *
 * @param elementBytes bytes of one element
 * @param shape elements along each axis
 * @param length bytes of the header, a multiple of 64
 */
record NpyHeader(int elementBytes, List<Long> shape, int length) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;
  private static final Pattern TYPE = Pattern.compile("'descr':\\s*'[<>|][fiu]([1248])'");
  private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([0-9, ]*)\\)");

  NpyHeader {
    shape = List.copyOf(shape);
  }

  static NpyHeader read(InputStream in) throws IOException, Malformed {
    if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
      throw new Malformed("no NumPy file of version 1.0");
    }
    byte[] size = in.readNBytes(Short.BYTES);
    if (size.length < Short.BYTES) {
      throw new Malformed("cut off in its header");
    }
    int text = Short.toUnsignedInt(ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN).getShort());
    String header = new String(in.readNBytes(text), StandardCharsets.US_ASCII);
    Matcher type = TYPE.matcher(header);
    Matcher shape = SHAPE.matcher(header);
    int length = MAGIC.length + Short.BYTES + text;
    if (length % ALIGNMENT != 0 || !header.endsWith("\n") || !type.find() || !shape.find()) {
      throw new Malformed("its header is malformed");
    }
    List<Long> axes =
        Arrays.stream(shape.group(1).split(",", -1))
            .map(String::strip)
            .filter(axis -> !axis.isEmpty())
            .map(Long::valueOf)
            .toList();
    return new NpyHeader(Integer.parseInt(type.group(1)), axes, length);
  }

  long dataBytes() {
    return shape.stream().reduce((long) elementBytes, Math::multiplyExact);
  }

  /** It is no such header; the message says why. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }
}
