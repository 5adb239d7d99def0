package io.nightjar.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.local.client.Artefact;
import io.nightjar.local.client.FrameDownload;
import io.nightjar.local.client.IngestClient;
import io.nightjar.local.client.RecordingIds;
import io.nightjar.local.client.RecordingState;
import io.nightjar.local.client.StoredBytes;
import io.nightjar.local.client.VerifiedDownload;
import io.nightjar.local.stack.LocalConfig;
import io.nightjar.local.terminal.Amounts;
import io.nightjar.local.terminal.Cells;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.Failure;
import io.nightjar.local.terminal.FittedTable;
import io.nightjar.local.terminal.ProgressLine;
import io.nightjar.local.terminal.StandardOutput;
import io.nightjar.pipeline.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "get",
    header = "Show a recording, or fetch one of its artefacts, a frame, or the upload itself.",
    description = {
      "What is fetched goes to standard output unless -o names a file. But for frames, which are"
          + " made while they are read, it is checked by its SHA-256: if it came damaged, the exit"
          + " code is 1, and no file appears. Only text goes to a terminal: pictures, arrays and"
          + " recordings need -o there, and the exit code is 2 without it.",
      "Asks as the local operator, who sees the recordings of all groups and devices.",
      "--json prints all that the service says of the recording; with NAME, --raw or --frame it"
          + " needs -o, and prints what was fetched: stage (not of an upload), name, mediaType,"
          + " size and sha256; of a frame its number (frame), mediaType and size."
    })
final class GetCommand extends StackCommand {
  @Parameters(
      index = "0",
      paramLabel = "ID",
      description =
          "The recording's id, or the beginning of it, in hexadecimal digits and hyphens, as"
              + " ./nightjar list shows it. Exit code 2 if several begin so, which are named then,"
              + " and 1 if none does. The numbers by which cameras of the field know recordings are"
              + " taken, too.")
  private String id = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = {
        "An artefact: its name, or its stage and name, as in audio/audio.json, where several stages"
            + " have something else under one name.",
        "Default: none, which shows them all."
      })
  private @Nullable String name;

  @Option(
      names = "--raw",
      description = {
        "Fetch the recording itself, byte for byte as it was sent; instead of NAME.",
        "With --frame: the counts of the frame, row by row, unsigned 16 bits, little-endian."
      })
  private boolean raw;

  @Mixin private FrameOptions frame = new FrameOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = {
        "Where to write what is fetched; a file that is there is replaced.",
        "Default: standard output."
      })
  private @Nullable Path output;

  @Override
  public Integer call() throws IOException, InterruptedException {
    checkUse();
    LocalConfig config = stack().config();
    IngestClient client = reader(config);
    byte[] document = client.document(new RecordingIds(operator(config)).find(id));
    RecordingState recording = Json.read(document, RecordingState.class);
    if (frame.number().isPresent()) {
      fetchFrame(client, recording.recordingId());
    } else if (raw) {
      StoredBytes upload = StoredBytes.upload(recording);
      fetch(client, upload, upload.described());
    } else if (name != null) {
      Artefact artefact = named(recording, name);
      fetch(client, StoredBytes.of(recording.recordingId(), artefact), artefact);
    } else if (common.json) {
      screen.json(Json.read(document, JsonNode.class));
    } else {
      show(recording);
    }
    return ExitCode.OK;
  }

  private void checkUse() {
    boolean isFrame = frame.number().isPresent();
    if ((raw || isFrame) && name != null) {
      throw Failure.usage("either NAME or " + (isFrame ? "--frame" : "--raw"));
    }
    if (isFrame) {
      frame.form(raw);
    } else {
      frame.requireUnused();
    }
    boolean bytes = raw || isFrame || name != null;
    if (output != null && (!bytes || Files.isDirectory(output))) {
      throw Failure.usage(bytes ? output + " is a folder" : "-o needs NAME, --raw or --frame");
    }
    if (bytes && common.json && output == null) {
      throw Failure.usage("--json with the bytes of something needs -o FILE");
    }
  }

  private void fetchFrame(IngestClient client, String recordingId)
      throws IOException, InterruptedException {
    FrameDownload wanted =
        new FrameDownload(client, recordingId, frame.number().getAsInt(), frame.form(raw));
    if (output == null) {
      if (StandardOutput.isTerminal()) {
        throw Failure.usage(
            "a frame is no text and does not go to a terminal; write it to a file with -o FILE");
      }
      wanted.to(screen.bytes());
      return;
    }
    Map<String, Object> said = wanted.to(output);
    if (common.json) {
      screen.json(said);
    } else {
      screen.note("frame " + wanted.number() + " in " + output);
    }
  }

  /**
   * Fetches bytes to where they were asked for.
   *
   * @param said what is said of them as JSON
   */
  private void fetch(IngestClient client, StoredBytes wanted, Object said)
      throws IOException, InterruptedException {
    if (output == null) {
      if (!wanted.isText() && StandardOutput.isTerminal()) {
        throw Failure.usage(
            Cells.plain(wanted.name())
                + " is no text ("
                + wanted.mediaType()
                + ") and does not go to a terminal; write it to a file with -o FILE");
      }
      new VerifiedDownload(client, wanted).to(screen.bytes());
      return;
    }
    try (var progress = new ProgressLine(screen, "fetching", 1, wanted.size())) {
      new VerifiedDownload(client, wanted, progress::advance).to(output);
    }
    if (common.json) {
      screen.json(said);
    } else {
      screen.note(Amounts.bytes(wanted.size()) + " in " + output);
    }
  }

  private void show(RecordingState recording) {
    String code = recording.code().map(why -> ": " + why).orElse("");
    String doubt = recording.recorded().doubt().map(why -> ", in doubt: " + why).orElse("");
    field("recording", recording.recordingId());
    field("file", recording.fileName().orElse("-"));
    field("status", recording.status() + code);
    recording.detail().ifPresent(detail -> field("", detail));
    field("device", recording.group() + "/" + recording.device());
    field(
        "recorded", recording.recorded().at() + " (" + recording.recorded().source() + doubt + ")");
    field("received", recording.receivedAt());
    field(
        "content",
        String.format(
            Locale.ROOT,
            "%s, %s, %s",
            recording.kind(),
            recording.mediaType(),
            Amounts.bytes(recording.size())));
    field("sha256", recording.sha256());
    if (!recording.artefacts().isEmpty()) {
      screen.line("");
      screen.table(table(recording.artefacts()));
    }
  }

  private void field(String title, String text) {
    screen.line(Cells.fit(title, 11) + Cells.plain(text));
  }

  private static FittedTable table(List<Artefact> artefacts) {
    var table = new FittedTable(Set.of("name", "type"), "stage", "name", "type", "size");
    for (Artefact artefact : artefacts) {
      table.row(
          artefact.stage(), artefact.name(), artefact.mediaType(), Amounts.bytes(artefact.size()));
    }
    return table;
  }

  /** Several stages may have the same bytes under one name: then any of them will do. */
  static Artefact named(RecordingState recording, String name) {
    List<Artefact> found =
        recording.artefacts().stream()
            .filter(a -> a.name().equals(name) || (a.stage() + "/" + a.name()).equals(name))
            .toList();
    if (found.stream().map(Artefact::sha256).distinct().count() == 1) {
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
