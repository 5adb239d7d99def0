package io.nightjar.cptv.core;

import io.nightjar.cptv.Field;
import io.nightjar.cptv.Finding;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.FrameField;
import java.util.ArrayList;
import java.util.List;

/** The fields of one frame section while it is read; reused from frame to frame. */
final class FrameSection {

  private final boolean timeInMicros;
  private final FindingLog findings;
  private final char[] order = new char[255];
  private final List<Field> unknown = new ArrayList<>();
  private int count;
  private String lastOrder = "";

  /** Bits per value, -1 if missing. */
  int bitWidth;

  /** Bytes of the body, -1 if missing. */
  long bodyLength;

  FrameSection(boolean timeInMicros, FindingLog findings) {
    this.timeInMicros = timeInMicros;
    this.findings = findings;
  }

  void start(Frame frame, int number) {
    frame.clearFields().setNumber(number);
    bitWidth = -1;
    bodyLength = -1;
    count = 0;
    unknown.clear();
  }

  /** Takes one field; {@code bytes} holds all of its data from {@code at}. */
  void field(Frame frame, char code, byte[] bytes, int at, int length) {
    int expected = lengthOf(code);
    if (expected == 0) {
      findings.add(Finding.Kind.UNKNOWN_FIELD, frame.number(), () -> "frame field " + code);
      unknown.add(Field.of(code, bytes, at, length));
      return;
    }
    if (length != expected) {
      findings.add(
          Finding.Kind.WRONG_LENGTH,
          frame.number(),
          () -> "frame field " + code + " with " + length + " bytes");
      return;
    }
    if (seen(code)) {
      findings.add(Finding.Kind.DUPLICATE_FIELD, frame.number(), () -> "frame field " + code);
    } else {
      order[count++] = code;
    }
    take(frame, code, bytes, at);
  }

  private boolean seen(char code) {
    for (int i = 0; i < count; i++) {
      if (order[i] == code) {
        return true;
      }
    }
    return false;
  }

  private void take(Frame frame, char code, byte[] bytes, int at) {
    switch (code) {
      case FrameField.TIME -> time(frame, LittleEndian.unsigned32(bytes, at));
      case FrameField.LAST_FFC -> frame.setLastFfcMillis(LittleEndian.unsigned32(bytes, at));
      case FrameField.TEMPERATURE ->
          frame.setTemperature(Float.intBitsToFloat(LittleEndian.int32(bytes, at)));
      case FrameField.TEMPERATURE_AT_FFC ->
          frame.setTemperatureAtFfc(Float.intBitsToFloat(LittleEndian.int32(bytes, at)));
      case FrameField.BIT_WIDTH -> bitWidth = bytes[at] & 0xFF;
      case FrameField.BODY_LENGTH -> bodyLength = LittleEndian.unsigned32(bytes, at);
      case FrameField.BACKGROUND -> frame.setBackground(bytes[at] != 0);
      default -> throw new IllegalStateException("no known field " + code);
    }
  }

  private void time(Frame frame, long value) {
    if (timeInMicros) {
      frame.setOffsetMicros(value);
    } else {
      frame.setTimeOnMillis(value);
    }
  }

  /** Tells the frame how it was stored. */
  void finish(Frame frame) {
    if (!sameOrder()) {
      lastOrder = new String(order, 0, count);
    }
    frame.setStorage(bitWidth, bodyLength, lastOrder);
    if (!unknown.isEmpty()) {
      frame.setUnknownFields(unknown);
    }
  }

  private boolean sameOrder() {
    if (lastOrder.length() != count) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      if (lastOrder.charAt(i) != order[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns the bytes of a known field, 0 for an unknown one. */
  private static int lengthOf(char code) {
    return switch (code) {
      case FrameField.BIT_WIDTH, FrameField.BACKGROUND -> 1;
      case FrameField.TIME,
          FrameField.LAST_FFC,
          FrameField.TEMPERATURE,
          FrameField.TEMPERATURE_AT_FFC,
          FrameField.BODY_LENGTH ->
          4;
      default -> 0;
    };
  }
}
