package io.nightjar.local.store;

import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.Failure;
import io.nightjar.local.terminal.MustBeRead;
import io.nightjar.local.terminal.Screen;
import io.nightjar.local.terminal.TimeSpan;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import io.nightjar.pipeline.sweep.UnworkedRecordings;
import io.nightjar.pipeline.sweep.UnworkedRecordings.Hindered;
import io.nightjar.pipeline.sweep.UnworkedRecordings.Unworked;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "unworked",
    header = "Find recordings that were not worked on, and announce them if that is wanted.",
    description = {
      "For after the message log, or what was made of recordings, was lost. Shows"
          + " recordings that a stage has not ended with, and which stages; with --announce"
          + " ingest-service announces them again, and what is missing is made.",
      "Not shown is what waits in the outbox, and what was begun since --older-than."
    })
final class UnworkedCommand implements Callable<Integer>, MustBeRead {
  @Mixin private final StoreOptions options = new StoreOptions();

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      defaultValue = "24h",
      description = {
        "Leave alone what was received since, in s, m, h or d: for example 36h or 7d."
            + " Choose more than your workers lag behind, or what still waits for them is"
            + " announced twice.",
        "Default: ${DEFAULT-VALUE}."
      })
  private String age = "";

  @Option(
      names = "--announce",
      description = "Announce what is found. Without it, nothing is changed.")
  private boolean announce;

  private final Screen screen = Screen.standard();
  private long found;
  private long announced;
  private long hindered;

  private record Line(
      String recordingId,
      String group,
      String device,
      Instant receivedAt,
      List<String> stages,
      boolean announced) {}

  private record Hindrance(String recordingId, String hindrance) {}

  @Override
  public Integer call() {
    Duration old = TimeSpan.parse(age);
    try (ObjectStore store = options.open()) {
      var recordings = new UnworkedRecordings(store, old, Clock.systemUTC());
      recordings.find(
          finding -> {
            switch (finding) {
              case Unworked one -> show(one, announce && recordings.announce(one));
              case Hindered one -> show(one);
            }
          });
    } catch (StoreException e) {
      throw Failure.because("the store can't be gone through: " + CheckCommand.explained(e), e);
    }
    sum();
    return ExitCode.OK;
  }

  private void show(Unworked one, boolean done) {
    found++;
    announced += done ? 1 : 0;
    Recording recording = one.recording();
    String group = recording.device().group();
    String device = recording.device().device();
    if (options.common.json) {
      screen.json(
          new Line(
              one.recordingId().toString(),
              group,
              device,
              recording.receivedAt(),
              one.stages(),
              done));
    } else {
      screen.line(
          String.join(
              "  ",
              one.recordingId().toString(),
              recording.receivedAt().toString(),
              group + "/" + device,
              String.join(",", one.stages())));
    }
  }

  private void show(Hindered one) {
    hindered++;
    String id = one.recordingId().toString();
    if (options.common.json) {
      screen.json(new Hindrance(id, one.why()));
    } else {
      screen.line(id + "  can't be announced: " + one.why());
    }
  }

  private void sum() {
    if (options.common.json) {
      return;
    }
    screen.note(
        found + " unworked, " + announced + " announced, " + hindered + " that can't be announced");
    if (!announce && found > 0) {
      screen.note("nothing was changed; --announce announces what is told here");
    }
  }
}
