package io.nightjar.local;

import io.nightjar.local.stack.LocalStack;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.MustBeRead;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "down",
    header = "Stop the local stack; its data stays.",
    description = "The services finish what they hold, then the broker and the store stop.")
final class DownCommand extends StackCommand implements MustBeRead {
  @Option(names = "--force", description = "Kill what does not stop within 30 seconds.")
  private boolean force;

  @Override
  public Integer call() throws IOException, InterruptedException {
    LocalStack stack = stack();
    List<String> running = stack.running();
    stack.down(force);
    if (common.json) {
      screen.json(Map.of("stopped", running));
    } else {
      screen.line(running.isEmpty() ? "was not up" : "down");
    }
    return ExitCode.OK;
  }
}
