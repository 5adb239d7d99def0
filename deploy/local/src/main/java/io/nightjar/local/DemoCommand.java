package io.nightjar.local;

import io.nightjar.local.demo.Demo;
import io.nightjar.local.demo.DemoResult;
import io.nightjar.local.event.EventFollower;
import io.nightjar.local.stack.LocalConfig;
import io.nightjar.local.stack.LocalStack;
import io.nightjar.local.stack.Ports;
import io.nightjar.local.stack.StackFolder;
import io.nightjar.local.terminal.Amounts;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.Failure;
import io.nightjar.local.terminal.MustBeRead;
import io.nightjar.local.terminal.OrderlyEnd;
import io.nightjar.local.terminal.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    header = "Send the fixtures through the pipeline, and check what comes out.",
    description = {
      "Uploads the recordings in fixtures/recordings, waits for their events, and checks"
          + " every artefact. Uses the stack if it is up. If not, it runs on a stack of its"
          + " own with an empty store, on free ports, and stops that at the end.",
      "Exit code 0 only if every artefact is there and right."
    })
final class DemoCommand extends StackCommand implements MustBeRead {
  @Option(
      names = "--keep",
      description = "Start the stack itself if it is not up, and leave it up.")
  private boolean keep;

  @Mixin private final PortOptions ports = new PortOptions();

  @Override
  public Integer call() throws Exception {
    Path fixtures = fixtures();
    return OrderlyEnd.of(() -> run(fixtures));
  }

  private int run(Path fixtures) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    LocalStack own = stack();
    if (own.isUp() || keep) {
      return show(own, fixtures, own.up(ports.ports()), begin);
    }
    LocalStack passing = stack(new StackFolder(own.folder().path().resolve("demo")));
    passing.down(false);
    clear(passing.folder().path());
    try {
      Ports free = ports.areChosen() ? ports.ports() : Ports.free();
      return show(passing, fixtures, passing.up(free), begin);
    } finally {
      OrderlyEnd.beginCleaning();
      passing.down(false);
    }
  }

  private int show(LocalStack stack, Path fixtures, LocalConfig config, long begin)
      throws IOException, InterruptedException {
    screen.note("uploading the recordings in " + fixtures);
    Path folder = stack.folder().path().resolve("artefacts");
    List<DemoResult> results;
    try (var events = new EventFollower(config.kafka().bootstrapServers(), true)) {
      results = new Demo(sender(config, Optional.empty()), events, folder, screen).run(fixtures);
    }
    boolean right = results.stream().allMatch(DemoResult::isRight);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    if (common.json) {
      results.forEach(screen::json);
      screen.json(
          Map.of("right", right, "seconds", took.toMillis() / 1e3, "artefacts", folder.toString()));
    } else {
      screen.table(table(results));
      results.forEach(
          result ->
              result
                  .complaints()
                  .forEach(complaint -> screen.line(result.file() + ": " + complaint)));
      screen.line("");
      screen.line((right ? "all right" : "NOT all right") + ", in " + Amounts.seconds(took));
      screen.line("the artefacts lie in  " + folder);
      screen.line("the logs lie in       " + stack.folder().path().resolve("logs"));
    }
    return right ? ExitCode.OK : ExitCode.FAILED;
  }

  private static Table table(List<DemoResult> results) {
    var table = new Table("recording", "artefact", "type", "size", "time", "");
    for (DemoResult result : results) {
      table.row(
          result.file(),
          Objects.requireNonNullElse(result.recordingId(), "-"),
          "",
          "",
          result.seconds().map(time -> String.format(Locale.ROOT, "%.1f s", time)).orElse(""),
          result.status());
      for (DemoResult.Checked artefact : result.artefacts()) {
        table.row(
            "",
            artefact.name(),
            artefact.mediaType(),
            Amounts.bytes(artefact.size()),
            "",
            artefact.complaint().orElse("right"));
      }
    }
    return table;
  }

  private static Path fixtures() {
    Path folder = root().resolve("fixtures/recordings");
    if (!Files.isRegularFile(folder.resolve("expected.json"))) {
      throw Failure.because("there are no recordings in " + folder + "; is the checkout whole?");
    }
    return folder;
  }

  /** An earlier demo's store would take the recordings for known, and make nothing of them. */
  private static void clear(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
