package io.nightjar.cptv.core;

import io.nightjar.cptv.Finding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Collects findings, one per kind with a count, so that no file can make it grow. */
final class FindingLog {

  /** The frame of findings in the header or the whole. */
  static final int WHOLE = -1;

  private final Map<Finding.Kind, Finding> findings = new EnumMap<>(Finding.Kind.class);

  void add(Finding.Kind kind, int frame, String detail) {
    findings.merge(
        kind,
        new Finding(kind, 1, frame, detail),
        (first, again) -> new Finding(kind, first.count() + 1, first.frame(), first.detail()));
  }

  /** Counts a finding whose detail is only worth making the first time. */
  void add(Finding.Kind kind, int frame, Supplier<String> detail) {
    add(kind, frame, findings.containsKey(kind) ? "" : detail.get());
  }

  List<Finding> list() {
    return List.copyOf(new ArrayList<>(findings.values()));
  }
}
