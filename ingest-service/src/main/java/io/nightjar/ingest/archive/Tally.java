package io.nightjar.ingest.archive;

import io.nightjar.ingest.problem.ProblemException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts what became of the members of one archive. */
final class Tally {
  private final Map<String, Long> outcomes = new HashMap<>();
  private long bytes;

  void add(ArchiveLine.OfMember line) {
    outcomes.merge(line.outcome(), 1L, Long::sum);
    if (line.recordingId().isPresent()) {
      bytes += line.size().orElse(0);
    }
  }

  long members() {
    return outcomes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The last line. */
  ArchiveLine.Summary summary(Optional<ProblemException> end) {
    return new ArchiveLine.Summary(
        ArchiveLine.SUMMARY,
        end.isEmpty() ? "complete" : "incomplete",
        members(),
        of(ArchiveLine.ACCEPTED),
        of(ArchiveLine.DUPLICATE),
        of(ArchiveLine.REFUSED),
        of(ArchiveLine.SKIPPED),
        of(ArchiveLine.FAILED),
        bytes,
        end.map(problem -> problem.code().code()),
        end.map(problem -> String.valueOf(problem.getMessage())));
  }

  private long of(String outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }
}
