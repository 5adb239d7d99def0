package io.nightjar.cptv.core;

import io.nightjar.cptv.Finding;
import io.nightjar.cptv.Header;
import java.util.OptionalInt;

/** Recomputes the smallest and the largest pixel of a recording that declares them. */
final class PixelRange {

  private final boolean wanted;
  private int min = 65_535;
  private int max;

  PixelRange(Header header) {
    this.wanted = header.declaredMaximum().isPresent() || header.declaredMinimum().isPresent();
  }

  void add(short[] pixels) {
    if (!wanted) {
      return;
    }
    int low = min;
    int high = max;
    for (short pixel : pixels) {
      int value = pixel & 0xFFFF;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    min = low;
    max = high;
  }

  void compare(Header header, FindingLog findings) {
    compare(Finding.Kind.MAXIMUM_MISMATCH, "K", header.declaredMaximum(), max, findings);
    compare(Finding.Kind.MINIMUM_MISMATCH, "Q", header.declaredMinimum(), min, findings);
  }

  private static void compare(
      Finding.Kind kind, String code, OptionalInt declared, int found, FindingLog findings) {
    if (declared.orElse(found) != found) {
      findings.add(
          kind, FindingLog.WHOLE, code + "=" + declared.orElse(0) + ", but it is " + found);
    }
  }
}
