package io.nightjar.local;

import io.nightjar.local.stack.LocalConfig;
import io.nightjar.local.stack.LocalStack;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.MustBeRead;
import io.nightjar.local.terminal.OrderlyEnd;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "up",
    header = "Start the local stack: broker, object store and the four services.",
    description = {
      "Without --detach the command stays until Ctrl-C, and then stops all. What runs"
          + " already is left as it is, on the ports that it was started with.",
      "The ports of health and metrics are 1000 above those of their services, unless"
          + " NIGHTJAR_INGEST_MANAGEMENT_PORT and its like say otherwise."
    })
final class UpCommand extends StackCommand implements MustBeRead {
  private static final long LOOK_MILLIS = 500;

  @Option(names = "--detach", description = "Return once all is ready, and leave it running.")
  private boolean detach;

  @Mixin private final PortOptions ports = new PortOptions();

  @Override
  public Integer call() throws Exception {
    LocalStack stack = stack();
    return OrderlyEnd.of(() -> run(stack));
  }

  private int run(LocalStack stack) throws IOException, InterruptedException {
    boolean wasUp = stack.isUp();
    LocalConfig config = stack.up(ports.ports());
    show(stack, config, wasUp);
    if (!detach && !wasUp) {
      try {
        stay(stack);
      } finally {
        OrderlyEnd.beginCleaning();
        screen.note("stopping");
        stack.down(false);
      }
    }
    return ExitCode.OK;
  }

  private void show(LocalStack stack, LocalConfig config, boolean wasUp) {
    String file = stack.folder().config().toString();
    if (common.json) {
      screen.json(
          Map.of(
              "config", file,
              "services", config.services(),
              "kafka", config.kafka().bootstrapServers(),
              "store", config.store().endpoint()));
      return;
    }
    if (wasUp && ports.areChosen()) {
      screen.note("already up, on the ports it was started with; ./nightjar down first to move it");
    }
    screen.line(wasUp ? "already up" : "up");
    screen.line("  recordings go to  " + config.ingest() + "/v1/recordings");
    screen.line("  events come from  " + config.kafka().bootstrapServers());
    screen.line("  objects lie in    " + config.store().endpoint());
    screen.line("  keys and a token  " + file);
  }

  private void stay(LocalStack stack) throws InterruptedException {
    screen.note("Ctrl-C stops the stack");
    List<String> before = stack.running();
    while (!before.isEmpty()) {
      Thread.sleep(LOOK_MILLIS);
      List<String> now = stack.running();
      before.stream()
          .filter(name -> !now.contains(name))
          .forEach(name -> screen.note(name + " has ended"));
      before = now;
    }
  }
}
