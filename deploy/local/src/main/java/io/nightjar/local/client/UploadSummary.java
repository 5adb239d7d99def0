package io.nightjar.local.client;

import io.nightjar.local.terminal.Amounts;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What became of many files, in a line. For one thread. */
public final class UploadSummary {
  private final long begun = System.nanoTime();
  private final Map<String, Integer> codes = new TreeMap<>();
  private long fresh;
  private long known;
  private long rejected;
  private long unknown;
  private long leftOut;
  private long bytes;

  /** Nothing was sent yet. */
  public UploadSummary() {}

  /** One more file is done. */
  public void add(UploadOutcome outcome) {
    if (!outcome.known()) {
      unknown++;
    } else if (outcome.rejected()) {
      rejected++;
      codes.merge(outcome.code().orElse("rejected"), 1, Integer::sum);
    } else if (outcome.duplicate()) {
      known++;
    } else {
      fresh++;
    }
  }

  /** Files were passed over that are no recordings. */
  public void leftOut(long files) {
    leftOut += files;
  }

  /** Bytes went out. */
  public void sent(long more) {
    bytes += more;
  }

  /** How many were rejected. */
  public long rejected() {
    return rejected;
  }

  /** Of how many it is not known what became of them. */
  public long unknown() {
    return unknown;
  }

  /** For example {@code 12 new, 3 already there, 1 rejected (1 not-a-recording); 1.2 MB in 3s}. */
  public String text() {
    StringBuilder text =
        new StringBuilder().append(fresh).append(" new, ").append(known).append(" already there");
    if (rejected > 0) {
      String each =
          codes.entrySet().stream()
              .map(code -> code.getValue() + " " + code.getKey())
              .collect(Collectors.joining(", "));
      text.append(", ").append(rejected).append(" rejected (").append(each).append(')');
    }
    if (unknown > 0) {
      text.append(", ").append(unknown).append(" not sent or not known");
    }
    if (leftOut > 0) {
      text.append(", ").append(leftOut).append(" other files left out");
    }
    return text.append("; ")
        .append(Amounts.bytes(bytes))
        .append(" in ")
        .append(Amounts.uptime(Duration.ofNanos(System.nanoTime() - begun)))
        .toString();
  }
}
