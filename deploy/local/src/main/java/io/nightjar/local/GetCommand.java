package io.nightjar.local;

import io.nightjar.local.client.Artefact;
import io.nightjar.local.client.IngestClient;
import io.nightjar.local.client.RecordingState;
import io.nightjar.local.client.VerifiedDownload;
import io.nightjar.local.terminal.Amounts;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.Failure;
import io.nightjar.local.terminal.ProgressLine;
import io.nightjar.local.terminal.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "get",
    header = "Show a recording and its artefacts, or fetch one of them.",
    description =
        "An artefact goes to standard output unless -o names a file; it is checked by its"
            + " SHA-256.")
final class GetCommand extends StackCommand {
  @Parameters(index = "0", paramLabel = "ID", description = "The recording's id.")
  private String id = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = {
        "An artefact: its name, or its stage and name, as in audio/audio.json.",
        "Default: none, which shows them all."
      })
  private @Nullable String name;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write the artefact. Default: standard output.")
  private @Nullable Path output;

  @Override
  public Integer call() throws IOException, InterruptedException {
    IngestClient client = client(stack().config());
    RecordingState recording = client.recording(id);
    if (name == null) {
      show(recording);
      return ExitCode.OK;
    }
    Artefact artefact = named(recording, name);
    if (output != null) {
      try (var progress = new ProgressLine(screen, "fetching", 1, artefact.size())) {
        new VerifiedDownload(client, id, artefact, progress::advance).to(output);
      }
      if (common.json) {
        screen.json(artefact);
      } else {
        screen.note(Amounts.bytes(artefact.size()) + " in " + output);
      }
    } else if (common.json) {
      throw Failure.usage("--json with an artefact's bytes needs -o FILE");
    } else {
      new VerifiedDownload(client, id, artefact).to(screen.out());
      screen.check();
    }
    return ExitCode.OK;
  }

  private void show(RecordingState recording) {
    if (common.json) {
      screen.json(recording);
      return;
    }
    screen.line(
        String.format(
            Locale.ROOT,
            "%s  %s  %s, %s, from %s/%s, received %s",
            recording.recordingId(),
            recording.status() + recording.code().map(code -> " (" + code + ")").orElse(""),
            recording.mediaType(),
            Amounts.bytes(recording.size()),
            recording.group(),
            recording.device(),
            recording.receivedAt()));
    recording.detail().ifPresent(screen::line);
    var table = new Table("stage", "name", "type", "size", "sha256");
    for (Artefact artefact : recording.artefacts()) {
      table.row(
          artefact.stage(),
          artefact.name(),
          artefact.mediaType(),
          Amounts.bytes(artefact.size()),
          artefact.sha256());
    }
    screen.table(table);
  }

  static Artefact named(RecordingState recording, String name) {
    List<Artefact> found =
        recording.artefacts().stream()
            .filter(a -> a.name().equals(name) || (a.stage() + "/" + a.name()).equals(name))
            .toList();
    if (found.size() == 1) {
      return found.getFirst();
    }
    String there =
        recording.artefacts().stream()
            .map(artefact -> artefact.stage() + "/" + artefact.name())
            .collect(Collectors.joining(", "));
    throw Failure.because(
        String.format(
            Locale.ROOT,
            "%s artefact %s; the recording is %s and has: %s",
            found.isEmpty() ? "there is no" : "there is more than one",
            name,
            recording.status(),
            there.isEmpty() ? "none" : there));
  }
}
