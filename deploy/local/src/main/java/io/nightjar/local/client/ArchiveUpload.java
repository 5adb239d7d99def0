package io.nightjar.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.local.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One archive on its way, sent again from its start when a passing fault cut it. One thread. */
final class ArchiveUpload {
  /** What ends an archive for now, while the same may be taken later. */
  private static final Set<String> PASSING =
      Set.of("unavailable", "shutting-down", "overloaded", "request-timeout", "incomplete-body");

  private final IngestClient client;
  private final String file;
  private final UploadProgress progress;
  private long told;
  private long passedOver;
  private long seen;
  private Optional<JsonNode> summary = Optional.empty();

  ArchiveUpload(IngestClient client, String file, UploadProgress progress) {
    this.client = client;
    this.file = file;
    this.progress = progress;
  }

  /** How many members were no recordings, and do not look like ones. */
  long passedOver() {
    return passedOver;
  }

  /**
   * Sends it until all of it was read.
   *
   * @param outcomes gets one a member that is a recording, or looks like one
   * @throws IOException if it could not be read to its end
   */
  void run(Consumer<UploadOutcome> outcomes) throws IOException, InterruptedException {
    Path path = ShownPath.of(file);
    if (!Files.isRegularFile(path)) {
      throw new IOException("there is no file " + file);
    }
    for (int tries = 1; ; tries++) {
      String why = once(path, outcomes);
      if (why.isEmpty()) {
        return;
      }
      Optional<Duration> pause = client.pause(tries);
      if (!mayPass() || pause.isEmpty()) {
        throw new IOException(why);
      }
      Thread.sleep(pause.get());
    }
  }

  /** Why the archive was not read to its end; empty if it was. */
  private String once(Path path, Consumer<UploadOutcome> outcomes)
      throws IOException, InterruptedException {
    seen = 0;
    summary = Optional.empty();
    try {
      client.archive(path, progress::sent, line -> hear(line, outcomes));
    } catch (IOException e) {
      if (FileChangedException.isCauseOf(e) || seen == 0) {
        throw e;
      }
    }
    if (summary.isEmpty()) {
      return "its answer was cut after " + seen + " members";
    }
    JsonNode last = summary.get();
    return last.path("outcome").asText().equals("complete")
        ? ""
        : last.path("detail").asText() + " (" + last.path("code").asText() + ")";
  }

  private boolean mayPass() {
    return summary.isEmpty() || PASSING.contains(summary.get().path("code").asText());
  }

  private void hear(JsonNode line, Consumer<UploadOutcome> outcomes) {
    if (line.path("type").asText().equals("summary")) {
      summary = Optional.of(line);
      return;
    }
    seen++;
    // One that failed may be taken the next time; the others were told the first time.
    if (seen <= told || line.path("outcome").asText().equals("failed")) {
      return;
    }
    told = seen;
    String name = file + ": " + line.path("name").asText();
    switch (line.path("outcome").asText()) {
      case "accepted", "duplicate" -> outcomes.accept(UploadOutcome.accepted(name, answer(line)));
      case "skipped" -> passedOver++;
      case "refused" -> outcomes.accept(UploadOutcome.refused(name, refusal(line)));
      default ->
          throw Failure.because("ingest-service speaks of an outcome that is not known here");
    }
  }

  private static Answer.Accepted answer(JsonNode line) {
    return new Answer.Accepted(
        line.path("recordingId").asText(), line.path("outcome").asText().equals("duplicate"));
  }

  private static Answer.Refused refusal(JsonNode line) {
    return new Answer.Refused(line.path("code").asText(), line.path("detail").asText());
  }
}
