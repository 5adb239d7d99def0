package io.nightjar.local;

import io.nightjar.local.terminal.ExitCode;
import picocli.CommandLine.Command;

@Command(name = "demo", description = "The main job, end to end, on the fixtures.")
final class DemoCommand extends StackCommand {
  @Override
  public Integer call() {
    return ExitCode.OK;
  }
}
