package io.nightjar.local;

import io.nightjar.local.client.BarProgress;
import io.nightjar.local.client.RecordingIds;
import io.nightjar.local.client.Sources;
import io.nightjar.local.client.UploadOutcome;
import io.nightjar.local.client.UploadSummary;
import io.nightjar.local.client.Uploader;
import io.nightjar.local.registry.DeviceArgument;
import io.nightjar.local.stack.ProcessStatus;
import io.nightjar.local.terminal.Amounts;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.Failure;
import io.nightjar.local.terminal.FittedTable;
import io.nightjar.local.terminal.MustBeRead;
import io.nightjar.local.terminal.OrderlyEnd;
import io.nightjar.local.terminal.ProgressLine;
import io.nightjar.pipeline.identity.DeviceIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "upload",
    header = "Send recordings: files, folders and archives.",
    description = {
      "What the service has is not sent again, so the same command goes on after it was"
          + " interrupted. Of a file that the service had already is said so, and how its recording"
          + " stands now: what was made of it before counts as its outcome.",
      "Exit code 0 if every file was taken (with --wait: and something was made of it), 3"
          + " if one was rejected, 1 if the fate of one is not known.",
      "--json prints one object a file, in their order, those of archives last: file, recordingId (null"
          + " if it was not taken), duplicate (true if the service had it already, and nothing was"
          + " stored), status (with --wait: completed, partial or rejected; else processing or rejected,"
          + " or of a duplicate how it stands), code if something is wrong, and artefacts (stage, name,"
          + " mediaType, size, sha256). A file whose fate is not known has no object, but a line on"
          + " standard error."
    })
final class UploadCommand extends StackCommand implements MustBeRead {
  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = {
        "A recording; a folder, of which is sent what is called like a recording and not"
            + " hidden; or an archive (zip, tar, tar.gz, tar.zst), which is sent as it is."
      })
  private List<String> paths = new ArrayList<>();

  @Option(names = "--wait", description = "Wait until it is clear what was made of each file.")
  private boolean wait;

  @Option(
      names = "--as",
      paramLabel = "GROUP/DEVICE",
      description =
          "Send in the name of this registered device, as the local operator. Default: as the"
              + " local device.")
  private @Nullable String onBehalf;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description =
          "How long to wait for one file's outcome after it was sent. Default: ${DEFAULT-VALUE} seconds.")
  private long timeout;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "" + Uploader.JOBS,
      description = "How many files to send side by side. Default: ${DEFAULT-VALUE} files.")
  private int jobs;

  private final UploadSummary summary = new UploadSummary();
  private final List<UploadOutcome> few = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    if (jobs < 1) {
      throw Failure.usage("--jobs must be at least 1");
    }
    try {
      return OrderlyEnd.of(this::run);
    } catch (InterruptedException e) {
      OrderlyEnd.beginCleaning();
      screen.note("stopped; the same command goes on, and sends nothing that has arrived");
      throw e;
    }
  }

  private int run() throws InterruptedException {
    Sources sources = Sources.of(paths);
    boolean many = sources.folders() || !sources.archives().isEmpty();
    int count = sources.files().size() + sources.archives().size();
    try (var line = new ProgressLine(screen, "uploading", count, sources.bytes())) {
      var progress = new BarProgress(line);
      send(sources, progress, many);
      summary.sent(progress.bytesSent());
    }
    finish(sources, many);
    return exitCode(sources);
  }

  private Optional<DeviceIdentity> device() {
    return Optional.ofNullable(onBehalf).map(DeviceArgument::parse);
  }

  private void send(Sources sources, BarProgress progress, boolean many)
      throws InterruptedException {
    var uploader =
        new Uploader(
            sender(stack().config(), device()), wait, Duration.ofSeconds(timeout), jobs, progress);
    uploader.run(sources.files(), outcome -> tell(outcome, many));
    for (String archive : sources.archives()) {
      summary.leftOut(uploader.archive(archive, outcome -> tell(outcome, many)));
    }
  }

  private void tell(UploadOutcome outcome, boolean many) {
    summary.add(outcome);
    if (common.json) {
      json(outcome);
    } else if (!many) {
      few.add(outcome);
    } else if (!screen.terminal() || !outcome.complaint().isEmpty()) {
      screen.line(line(outcome));
    }
  }

  private void finish(Sources sources, boolean many) throws InterruptedException {
    sources.unreadable().forEach(screen::note);
    summary.leftOut(sources.leftOut());
    if (!common.json && !many) {
      screen.table(table(few));
      few.stream()
          .filter(outcome -> !outcome.complaint().isEmpty())
          .forEach(outcome -> screen.line(outcome.file() + ": " + outcome.complaint()));
    } else if (many && common.json) {
      screen.note(summary.text());
    } else if (many) {
      screen.line(summary.text());
    }
    if (summary.unknown() > 0) {
      sayWhatIsWrong();
    }
  }

  private int exitCode(Sources sources) {
    if (summary.unknown() > 0 || !sources.unreadable().isEmpty()) {
      return ExitCode.FAILED;
    }
    return summary.rejected() > 0 ? ExitCode.REJECTED : ExitCode.OK;
  }

  private static String line(UploadOutcome outcome) {
    String id = Optional.ofNullable(outcome.recordingId()).orElse("-");
    return (outcome.file() + "  " + id + "  " + status(outcome) + "  " + outcome.complaint())
        .strip();
  }

  private static String status(UploadOutcome outcome) {
    return outcome.status() + (outcome.duplicate() ? ", already there" : "");
  }

  private static FittedTable table(List<UploadOutcome> outcomes) {
    var table = new FittedTable(Set.of("file"), "file", "recording", "status", "artefacts");
    int telling =
        RecordingIds.telling(
            outcomes.stream().flatMap(one -> Stream.ofNullable(one.recordingId())).toList());
    for (UploadOutcome outcome : outcomes) {
      table.row(
          outcome.file(),
          Optional.ofNullable(outcome.recordingId())
              .map(id -> RecordingIds.first(id, telling))
              .orElse("-"),
          status(outcome),
          artefacts(outcome));
    }
    return table;
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
}
