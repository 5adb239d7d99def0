package io.nightjar.local;

import io.nightjar.local.event.EventFollower;
import io.nightjar.local.event.EventLine;
import io.nightjar.local.event.KnownTypes;
import io.nightjar.local.event.StackEvent;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.TerminalWidth;
import io.nightjar.pipeline.event.EventType;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "events",
    header = "Follow the events of the local stack: what comes in, is made, fails.",
    description = {
      "Each event is a line: how long ago it happened, the event, the beginning of the recording's"
          + " id, its device, and the outcome or what is wrong.",
      "--json prints each event as a whole, as a CloudEvents 1.0 document (specversion, id, source,"
          + " type, subject, time, dataschema, datacontenttype, traceparent, data); docs/events has"
          + " the schema of each type's data. The same event may come twice, with the same id.",
      "Ends on Ctrl-C, when nobody reads it any more (as in: events | head -2), or as --count and"
          + " --timeout say."
    })
final class EventsCommand extends StackCommand {
  private static final long FOR_EVER_SECONDS = Duration.ofDays(36_500).toSeconds();

  /** So long may the first event take before its absence is spoken of. */
  private static final long QUIET_NANOS = Duration.ofSeconds(1).toNanos();

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = {
        "Only events whose type is or contains this; exit code 2 if none does. Default: every"
            + " type.",
        EventType.RECORDING_RECEIVED + ": a recording is accepted and durable.",
        EventType.THERMAL_DECODED
            + ": metadata.json and what else a thermal recording tells were made.",
        EventType.THUMBNAIL_RENDERED + ": the thumbnails were made.",
        EventType.PREVIEW_RENDERED + ": the preview, a video, was made.",
        EventType.SPECTROGRAM_RENDERED + ": the spectrogram and audio.json were made.",
        EventType.RENDER_REQUESTED + ": somebody asks for more of a recording.",
        EventType.RECORDING_RENDERED + ": what was asked for was made.",
        EventType.RECORDING_FAILED + ": nothing can be made of a recording.",
        EventType.TRACKS_CLASSIFIED + ": a classifier says what moves in a recording.",
        EventType.RECORDING_CLASSIFIED + ": what a classifier said of a recording is kept.",
        EventType.DEVICE_EVENT + ": a device tells of itself."
      })
  private @Nullable String type;

  @Option(
      names = "--from-beginning",
      description = "Begin with the oldest event that is kept, not with the next one.")
  private boolean fromBeginning;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "End after this many events. Default: no end.")
  private long count = Long.MAX_VALUE;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "End after this time; exit code 1 if --count was not reached. Default: no end.")
  private long timeout = FOR_EVER_SECONDS;

  private final Clock clock = Clock.systemUTC();
  private long shown;
  private boolean quietnessTold;

  @Override
  public Integer call() {
    Predicate<StackEvent> wanted = type == null ? event -> true : KnownTypes.filter(type);
    long begun = System.nanoTime();
    long deadline = begun + Duration.ofSeconds(timeout).toNanos();
    String bootstrap = stack().config().kafka().bootstrapServers();
    try (var follower = new EventFollower(bootstrap, fromBeginning)) {
      var lines = new EventLine(TerminalWidth.columns());
      if (!common.json) {
        screen.line(lines.heading());
      }
      boolean enough =
          follower.follow(
              event -> {
                if (wanted.test(event)) {
                  show(event, lines);
                }
                return shown < count;
              },
              () -> beQuiet(begun),
              deadline);
      return enough || count == Long.MAX_VALUE ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private void show(StackEvent event, EventLine lines) {
    if (common.json) {
      screen.json(event.document());
    } else {
      screen.line(lines.of(event, clock.instant()));
    }
    shown++;
  }

  private void beQuiet(long begun) {
    screen.requireReader();
    if (!quietnessTold && System.nanoTime() - begun > QUIET_NANOS) {
      quietnessTold = true;
      screen.note(
          (shown == 0 ? "no event yet; " : "")
              + "waiting for the next one (./nightjar upload FILE makes some; Ctrl-C ends)");
    }
  }
}
