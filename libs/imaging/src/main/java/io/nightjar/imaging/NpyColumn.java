package io.nightjar.imaging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes floating-point numbers as they stand behind a {@link NpyHeader}, a column at a time. Not
 * thread-safe.
 */
public final class NpyColumn {

  private final NpyHeader.Element element;
  private final ByteBuffer bytes;

  /**
   * @param element {@code FLOAT16} or {@code FLOAT32}
   * @param length numbers in a column
   * @throws IllegalArgumentException if numbers of 32 bits can't be written as {@code element}
   */
  public NpyColumn(NpyHeader.Element element, int length) {
    this.element = element;
    this.bytes = ByteBuffer.allocate(bytes(element) * length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int bytes(NpyHeader.Element element) {
    return switch (element) {
      case FLOAT16 -> Short.BYTES;
      case FLOAT32 -> Float.BYTES;
      case UINT16, INT32, FLOAT64 ->
          throw new IllegalArgumentException("not a kind of 32-bit floats: " + element);
    };
  }

  /**
   * Writes one column.
   *
   * @param numbers as many as were announced
   * @param out stays open
   */
  public void write(float[] numbers, OutputStream out) throws IOException {
    bytes.clear();
    for (float number : numbers) {
      if (element == NpyHeader.Element.FLOAT16) {
        bytes.putShort(Float.floatToFloat16(number));
      } else {
        bytes.putFloat(number);
      }
    }
    out.write(bytes.array());
  }
}
