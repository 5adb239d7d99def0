package io.nightjar.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.local.client.RecordingIds;
import io.nightjar.local.client.RecordingListing;
import io.nightjar.local.client.RecordingSearch;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.Failure;
import io.nightjar.local.terminal.FittedTable;
import io.nightjar.local.terminal.Moment;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    header = "List recordings by the time at which they began, the newest first.",
    description = {
      "Asks as the local operator, who sees the recordings of all groups and devices, not only those"
          + " of the local device.",
      "Shown are the time in UTC (with ? where the service doubts it: the recorder's clock was not set,"
          + " or it told no time zone), the device (with its group where there are several), the kind,"
          + " the status (processing, completed, partial: damaged, and used as far as it can be read,"
          + " or rejected: nothing could be made of it), the name of the file that was sent, and the"
          + " beginning of the id, as long as it takes to tell the shown ones apart; ./nightjar get"
          + " takes it. Lines are as wide as the terminal, or 80 columns; names that are too long are"
          + " cut in their middle.",
      "--json prints all that the service says of a recording, as ./nightjar get ID --json does, one"
          + " object a line, with the whole id as recordingId."
    })
final class ListCommand extends StackCommand {
  private static final String DEFAULT_LIMIT = "50";
  private static final Set<String> KINDS = Set.of("thermal", "audio");

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      description = "Only recordings of the devices of this group. Default: all groups.")
  private @Nullable String group;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description =
          "Only recordings of the device of this name; or GROUP/DEVICE, as --group and --device"
              + " together. Default: all devices.")
  private @Nullable String device;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description =
          "Only recordings of this kind: thermal (video of heat) or audio (sound). Default: both.")
  private @Nullable String kind;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = {
        "Only recordings with this status. The service lists by time, so each recording from the"
            + " newest on is looked at until --limit have it; --from and --to keep that short.",
        "processing: more may come of it.",
        "completed: all stages have ended well.",
        "partial: it is damaged, and used as far as it can be read.",
        "rejected: nothing could be made of it.",
        "Default: any."
      })
  private @Nullable String status;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = {
        "Only recordings that began then or later.",
        "2026-03-01T21:00:00Z: an instant, with any offset.",
        "2026-03-01: the beginning of the day in UTC.",
        "36h: so long ago, in s, m, h or d.",
        "Default: no bound."
      })
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description =
          "Only recordings that began before then, a time as for --from. Default: no bound.")
  private @Nullable String to;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = DEFAULT_LIMIT,
      description = "Show at most so many recordings, at least 1. Default: ${DEFAULT-VALUE}.")
  private int limit;

  private final Clock clock = Clock.systemUTC();

  @Override
  public Integer call() throws InterruptedException {
    RecordingListing.Query query = query();
    Optional<String> wanted = status();
    var client = operator(stack().config());
    // Of a search nobody knows how many pages it takes: they are the largest.
    int expected = wanted.isPresent() ? Integer.MAX_VALUE : limit;
    var search =
        new RecordingSearch(
            new RecordingListing(client, query, expected), wanted, this::tellProgress);
    return common.json ? printJson(search) : printTable(search);
  }

  private Optional<String> status() {
    Optional<String> wanted =
        Optional.ofNullable(status).map(text -> text.toLowerCase(Locale.ROOT));
    if (wanted.isPresent() && !RecordingSearch.STATUSES.contains(wanted.get())) {
      throw Failure.usage("--status is processing, completed, partial or rejected, not " + status);
    }
    return wanted;
  }

  private void tellProgress(long looked) {
    screen.requireReader();
    if (status != null) {
      screen.note("looked through " + looked + " recordings so far");
    }
  }

  private RecordingListing.Query query() {
    if (limit < 1) {
      throw Failure.usage("--limit must be at least 1");
    }
    Optional<String> ofKind = Optional.ofNullable(kind).map(text -> text.toLowerCase(Locale.ROOT));
    if (ofKind.isPresent() && !KINDS.contains(ofKind.get())) {
      throw Failure.usage("--kind is thermal or audio, not " + kind);
    }
    Optional<String> ofGroup = Optional.ofNullable(group);
    Optional<String> ofDevice = Optional.ofNullable(device);
    int slash = ofDevice.map(name -> name.indexOf('/')).orElse(-1);
    if (slash >= 0 && ofGroup.isEmpty()) {
      ofGroup = ofDevice.map(name -> name.substring(0, slash));
      ofDevice = ofDevice.map(name -> name.substring(slash + 1));
    }
    Instant now = clock.instant();
    return new RecordingListing.Query(
        ofGroup,
        ofDevice,
        ofKind,
        Optional.ofNullable(from).map(text -> Moment.parse(text, now)),
        Optional.ofNullable(to).map(text -> Moment.parse(text, now)));
  }

  private int printJson(RecordingSearch search) throws InterruptedException {
    for (int count = 0; count < limit; count++) {
      Optional<JsonNode> recording = search.next();
      if (recording.isEmpty()) {
        break;
      }
      screen.json(recording.get());
    }
    if (status != null) {
      screen.note(lookedThrough(search));
    }
    return ExitCode.OK;
  }

  private int printTable(RecordingSearch search) throws InterruptedException {
    List<JsonNode> recordings = new ArrayList<>();
    Optional<JsonNode> next = search.next();
    while (next.isPresent()) {
      recordings.add(next.get());
      next = recordings.size() < limit ? search.next() : Optional.empty();
    }
    if (!recordings.isEmpty()) {
      screen.table(table(recordings));
    }
    note(search, recordings.size());
    return ExitCode.OK;
  }

  private void note(RecordingSearch search, int found) throws InterruptedException {
    boolean goesOn = found == limit && search.goesOn();
    if (status != null) {
      screen.note(lookedThrough(search) + (goesOn ? "; there are older ones" : ""));
    } else if (found == 0) {
      screen.note("no such recording; ./nightjar upload FILE… sends some");
    } else if (goesOn) {
      screen.note("there are older ones; --limit N shows more than " + limit);
    }
  }

  private static String lookedThrough(RecordingSearch search) {
    return "looked through "
        + search.looked()
        + (search.looked() == 1 ? " recording" : " recordings");
  }

  private static FittedTable table(List<JsonNode> recordings) {
    var table =
        new FittedTable(
            Set.of("device", "file"), "recorded (UTC)", "device", "kind", "status", "file", "id");
    boolean oneGroup = recordings.stream().map(one -> text(one, "group")).distinct().count() == 1;
    int telling = RecordingIds.telling(recordings.stream().map(one -> id(one)).toList());
    for (JsonNode one : recordings) {
      table.row(
          time(one.path("recorded")),
          (oneGroup ? "" : text(one, "group") + "/") + text(one, "device"),
          text(one, "kind"),
          text(one, "status"),
          one.path("fileName").asText("-"),
          RecordingIds.first(id(one), telling));
    }
    return table;
  }

  private static String time(JsonNode recorded) {
    return Moment.minutes(Instant.parse(text(recorded, "at"))) + (recorded.has("doubt") ? "?" : "");
  }

  private static String id(JsonNode recording) {
    return text(recording, "recordingId");
  }

  private static String text(JsonNode object, String field) {
    return object.path(field).asText();
  }
}
