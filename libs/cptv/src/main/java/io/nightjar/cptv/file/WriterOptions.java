package io.nightjar.cptv.file;

import io.nightjar.cptv.FieldOrder;
import io.nightjar.cptv.WidthPolicy;

/**
 * How a recording is written.
 *
 * @param widths bits a value
 * @param order order of the fields
 * @param members gzip members
 * @param level effort of the compression, 1 (fast) … 9 (small)
 */
public record WriterOptions(WidthPolicy widths, FieldOrder order, Members members, int level) {

  /** How the file is divided into gzip members. */
  public enum Members {
    /** One member; every reader opens it. */
    ONE,
    /** A member for the header and one for the frames, streamed in this order. */
    TWO,
    /**
     * As {@link #TWO}, but {@code J}, {@code K} and {@code Q} are counted: the frames wait in a
     * temporary file until the header is written at the end.
     */
    TWO_COUNTED
  }

  private static final int GO_DEFAULT_LEVEL = 6;

  /** As the Go recorder writes: tight, one member. */
  public static final WriterOptions GO =
      new WriterOptions(WidthPolicy.TIGHT, FieldOrder.GO, Members.ONE, GO_DEFAULT_LEVEL);

  /** As the low-power camera writes: 8 or 16 bits, two members, counted. */
  public static final WriterOptions TC2 =
      new WriterOptions(WidthPolicy.BYTES, FieldOrder.TC2, Members.TWO_COUNTED, GO_DEFAULT_LEVEL);

  /** As the Python library writes: 8, 12 or 16 bits, one member, least effort. */
  public static final WriterOptions PYTHON =
      new WriterOptions(WidthPolicy.BYTES_12, FieldOrder.PYTHON, Members.ONE, 1);

  /** Checks the level. */
  public WriterOptions {
    if (level < 1 || level > 9) {
      throw new IllegalArgumentException("the level is 1…9");
    }
  }

  /** Returns these options with another width policy. */
  public WriterOptions withWidths(WidthPolicy value) {
    return new WriterOptions(value, order, members, level);
  }

  /** Returns these options with another order of fields. */
  public WriterOptions withOrder(FieldOrder value) {
    return new WriterOptions(widths, value, members, level);
  }

  /** Returns these options with another division into members. */
  public WriterOptions withMembers(Members value) {
    return new WriterOptions(widths, order, value, level);
  }

  /** Returns these options with another level. */
  public WriterOptions withLevel(int value) {
    return new WriterOptions(widths, order, members, value);
  }
}
