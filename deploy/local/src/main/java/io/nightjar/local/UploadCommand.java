package io.nightjar.local;

import io.nightjar.local.client.UploadOutcome;
import io.nightjar.local.client.Uploader;
import io.nightjar.local.stack.ProcessStatus;
import io.nightjar.local.terminal.Amounts;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.ProgressLine;
import io.nightjar.local.terminal.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "upload",
    description = {
      "Send recordings as the local device.",
      "Exit code 0 if every file was taken (with --wait: and something was made of it), 3 if one was"
          + " rejected, 1 if the fate of one is not known.",
      "--json prints one object a file, in their order: file, recordingId (null if it was not taken),"
          + " status (with --wait: completed, partial or rejected; else processing or rejected), code"
          + " if something is wrong, and artefacts (stage, name, mediaType, size, sha256). A file"
          + " whose fate is not known has no object, but a line on standard error."
    })
final class UploadCommand extends StackCommand {
  @Parameters(arity = "1..*", paramLabel = "FILE")
  private List<String> files = new ArrayList<>();

  @Option(names = "--wait", description = "Wait until it is clear what was made of each file")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long to wait for one file's outcome after it was sent (${DEFAULT-VALUE})")
  private long timeout;

  @Override
  public Integer call() throws InterruptedException {
    var outcomes = new ArrayList<UploadOutcome>();
    try (var progress = new ProgressLine(screen, "uploading", files.size(), bytes())) {
      var uploader =
          new Uploader(
              client(stack().config()),
              wait,
              Duration.ofSeconds(timeout),
              progress::advance,
              progress::fileDone);
      uploader.run(
          files,
          outcome -> {
            outcomes.add(outcome);
            if (common.json) {
              json(outcome);
            }
          });
    }
    if (!common.json) {
      screen.table(table(outcomes));
    }
    if (!outcomes.stream().allMatch(UploadOutcome::known)) {
      sayWhatIsWrong();
    }
    return exitCode(outcomes);
  }

  static Table table(List<UploadOutcome> outcomes) {
    var table = new Table("file", "recording", "status", "artefacts", "");
    for (UploadOutcome outcome : outcomes) {
      table.row(
          outcome.file(),
          Objects.requireNonNullElse(outcome.recordingId(), "-"),
          outcome.status() + (outcome.duplicate() ? " (known)" : ""),
          artefacts(outcome),
          outcome.complaint());
    }
    return table;
  }

  static int exitCode(List<UploadOutcome> outcomes) {
    if (!outcomes.stream().allMatch(UploadOutcome::known)) {
      return ExitCode.FAILED;
    }
    boolean rejected = outcomes.stream().anyMatch(UploadOutcome::rejected);
    return rejected ? ExitCode.REJECTED : ExitCode.OK;
  }

  private void sayWhatIsWrong() throws InterruptedException {
    for (ProcessStatus process : stack().status()) {
      if (process.state() != ProcessStatus.State.READY) {
        screen.note(
            String.format(
                Locale.ROOT,
                "%s %s; ./nightjar up --detach starts it again, and what it was sent is not lost; its log is %s",
                process.name(),
                process.state() == ProcessStatus.State.UNREADY ? "does not answer" : "has ended",
                process.log()));
      }
    }
  }

  /** An object says what became of a file, so there is none where that is not known. */
  private void json(UploadOutcome outcome) {
    if (outcome.known()) {
      screen.json(outcome);
    }
    if (!outcome.complaint().isEmpty()) {
      String id = outcome.recordingId() == null ? "" : " (" + outcome.recordingId() + ")";
      screen.note(outcome.file() + id + ": " + outcome.complaint());
    }
  }

  private static String artefacts(UploadOutcome outcome) {
    long bytes = outcome.artefacts().stream().mapToLong(artefact -> artefact.size()).sum();
    int count = outcome.artefacts().size();
    return count == 0 ? "" : count + ", " + Amounts.bytes(bytes);
  }

  private long bytes() {
    return files.stream().mapToLong(file -> Path.of(file).toFile().length()).sum();
  }
}
