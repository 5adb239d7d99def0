package io.nightjar.cptv.core;

import io.nightjar.cptv.Compression;
import io.nightjar.cptv.Field;
import io.nightjar.cptv.FieldOrder;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.FrameField;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.WidthPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Writes the sections of a recording as bytes, before compression. */
public final class RecordingEncoder {

  private static final String FRAME_CODES = "tcabgwf";

  private final Header header;
  private final WidthPolicy policy;
  private final FieldOrder order;
  private final PixelEncoder pixels;
  private final SectionBuffer buffer = new SectionBuffer();

  /** Starts a recording whose frames come as {@code policy} and {@code order} say. */
  public RecordingEncoder(Header header, WidthPolicy policy, FieldOrder order) {
    if (header.compression() != Compression.DELTA) {
      throw new IllegalArgumentException("only delta-coded recordings are written (field C is 1)");
    }
    this.header = header;
    this.policy = policy;
    this.order = order;
    this.pixels = new PixelEncoder(header);
  }

  /** Writes {@code CPTV}, the version and a header; the result is valid until the next call. */
  public SectionBuffer header(Header content) {
    List<Field> fields = ordered(content);
    buffer.clear();
    for (char letter : new char[] {'C', 'P', 'T', 'V'}) {
      buffer.put(letter);
    }
    buffer.put(content.version());
    buffer.put('H');
    buffer.put(fields.size());
    for (Field field : fields) {
      buffer.put(field);
    }
    return buffer;
  }

  private List<Field> ordered(Header content) {
    if (order == FieldOrder.AS_READ) {
      return content.fields();
    }
    Map<Character, Field> left = new LinkedHashMap<>();
    for (Field field : content.fields()) {
      left.put(field.code(), field);
    }
    List<Field> fields = new ArrayList<>();
    for (char code : order.header().toCharArray()) {
      Field field = left.remove(code);
      if (field != null) {
        fields.add(field);
      }
    }
    fields.addAll(left.values());
    return fields;
  }

  /** Writes a frame of the recording's size; the result is valid until the next call. */
  public SectionBuffer frame(Frame frame) {
    if (frame.width() != header.width() || frame.height() != header.height()) {
      throw new IllegalArgumentException("the frame has not the size of the recording");
    }
    pixels.take(frame.pixels());
    int bits = pixels.bitWidth(policy);
    int length = pixels.bodyLength(bits);
    buffer.clear();
    buffer.put('F');
    int countAt = buffer.block(1);
    int count = fields(frame, bits, length);
    buffer.bytes()[countAt] = (byte) count;
    int body = buffer.block(length);
    pixels.pack(bits, buffer.bytes(), body);
    return buffer;
  }

  private int fields(Frame frame, int bits, int length) {
    String codes = codes(frame);
    int count = 0;
    for (int i = 0; i < codes.length(); i++) {
      count += field(codes.charAt(i), frame, bits, length);
    }
    // What the order does not name still must not be lost.
    for (int i = 0; i < FRAME_CODES.length(); i++) {
      if (codes.indexOf(FRAME_CODES.charAt(i)) < 0) {
        count += field(FRAME_CODES.charAt(i), frame, bits, length);
      }
    }
    for (Field unknown : frame.unknownFields()) {
      buffer.put(unknown);
      count++;
    }
    if (count > 255) {
      throw new IllegalArgumentException("a frame has at most 255 fields");
    }
    return count;
  }

  private String codes(Frame frame) {
    if (order == FieldOrder.AS_READ && !frame.fieldOrder().isEmpty()) {
      return frame.fieldOrder();
    }
    return frame.background() ? order.background() : order.frame();
  }

  private int field(char code, Frame frame, int bits, int length) {
    return switch (code) {
      case FrameField.TIME -> time(frame);
      case FrameField.LAST_FFC ->
          frame.lastFfcMillis().isPresent() ? put32(code, frame.lastFfcMillis().getAsLong()) : 0;
      case FrameField.TEMPERATURE -> real(code, frame.temperature());
      case FrameField.TEMPERATURE_AT_FFC -> real(code, frame.temperatureAtFfc());
      case FrameField.BACKGROUND -> frame.background() ? put8(code, 1) : 0;
      case FrameField.BIT_WIDTH -> put8(code, bits);
      case FrameField.BODY_LENGTH -> put32(code, length);
      default -> throw new IllegalStateException("no known field " + code);
    };
  }

  private int time(Frame frame) {
    if (frame.timeOnMillis().isPresent()) {
      return put32(FrameField.TIME, frame.timeOnMillis().getAsLong());
    }
    return frame.offsetMicros().isPresent()
        ? put32(FrameField.TIME, frame.offsetMicros().getAsLong())
        : 0;
  }

  private int real(char code, OptionalDouble value) {
    return value.isPresent()
        ? put32(code, Float.floatToRawIntBits((float) value.getAsDouble()))
        : 0;
  }

  private int put8(char code, int value) {
    buffer.put(1);
    buffer.put(code);
    buffer.put(value);
    return 1;
  }

  private int put32(char code, long value) {
    buffer.put(4);
    buffer.put(code);
    buffer.put32(value);
    return 1;
  }
}
