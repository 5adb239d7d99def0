package io.nightjar.imaging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What stands before the numbers in a file that {@code numpy.load} reads: format version 1.0
 * (numpy.lib.format), little-endian elements.
 */
public final class NpyHeader {

  private static final int ALIGNMENT = 64;

  /** The magic, two bytes of the format's version and two of the dictionary's length. */
  private static final int PREFIX = 10;

  private NpyHeader() {}

  /** What the numbers are. */
  public enum Element {
    /** Unsigned, 16 bits. */
    UINT16("<u2"),
    /** Signed, 32 bits. */
    INT32("<i4"),
    /** IEEE 754, 16 bits. */
    FLOAT16("<f2"),
    /** IEEE 754, 32 bits. */
    FLOAT32("<f4"),
    /** IEEE 754, 64 bits. */
    FLOAT64("<f8");

    private final String descriptor;

    Element(String descriptor) {
      this.descriptor = descriptor;
    }
  }

  /** In which order the numbers stand in the file. */
  public enum Order {
    /** The last index runs fastest: NumPy's own order. */
    C("False"),
    /** The first index runs fastest. */
    FORTRAN("True");

    private final String fortran;

    Order(String fortran) {
      this.fortran = fortran;
    }
  }

  /**
   * Returns a header; it is padded so that the numbers start at a multiple of {@value #ALIGNMENT}
   * bytes.
   *
   * @param shape elements along each axis, at least one axis
   */
  public static byte[] of(Element element, Order order, int... shape) {
    String axes =
        Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    String tuple = shape.length == 1 ? axes + "," : axes;
    String dictionary =
        String.format(
            Locale.ROOT,
            "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }",
            element.descriptor,
            order.fortran,
            tuple);
    int length =
        (PREFIX + dictionary.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - PREFIX;
    String padded = dictionary + " ".repeat(length - dictionary.length() - 1) + "\n";
    return ByteBuffer.allocate(PREFIX + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 0x93)
        .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) length)
        .put(padded.getBytes(StandardCharsets.US_ASCII))
        .array();
  }
}
