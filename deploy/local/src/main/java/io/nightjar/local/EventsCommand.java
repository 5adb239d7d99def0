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
    description = {
      "Follow the completion events: artefacts made, recordings given up.",
      "Ends on Ctrl-C, or as --count and --timeout say."
    })
final class EventsCommand extends StackCommand {
  private static final long FOR_EVER_SECONDS = Duration.ofDays(36_500).toSeconds();

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Only events of this type, or of those that contain this word")
  private @Nullable String type;

  @Option(names = "--from-beginning", description = "Begin with the oldest event")
  private boolean fromBeginning;

  @Option(names = "--count", paramLabel = "N", description = "End after this many events")
  private long count = Long.MAX_VALUE;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "End after this time; exit code 1 if --count was not reached")
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
