package io.nightjar.local;

import io.nightjar.local.event.CompletionEvent;
import io.nightjar.local.event.EventFollower;
import io.nightjar.local.terminal.ExitCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "events",
    header = "Follow the completion events: artefacts made, recordings given up.",
    description = "Ends on Ctrl-C, or as --count and --timeout say.")
final class EventsCommand extends StackCommand {
  private static final long FOR_EVER_SECONDS = Duration.ofDays(36_500).toSeconds();

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = {
        "Only events whose type is or contains this. Default: every type.",
        "thermal.decoded: metadata.json was made.",
        "thumbnail.rendered: the thumbnails were made.",
        "spectrogram.rendered: the spectrogram and audio.json were made.",
        "recording.failed: nothing can be made of a recording."
      })
  private @Nullable String type;

  @Option(
      names = "--from-beginning",
      description = "Begin with the oldest event, not with the next one.")
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

  private long shown;

  @Override
  public Integer call() {
    long deadline = System.nanoTime() + Duration.ofSeconds(timeout).toNanos();
    String bootstrap = stack().config().kafka().bootstrapServers();
    try (var follower = new EventFollower(bootstrap, fromBeginning)) {
      boolean enough = follower.follow(this::show, deadline);
      return enough || count == Long.MAX_VALUE ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private boolean show(CompletionEvent event) {
    if (type == null || event.type().contains(type)) {
      if (common.json) {
        screen.json(event);
      } else {
        screen.line(event.line());
      }
      shown++;
    }
    return shown < count;
  }
}
