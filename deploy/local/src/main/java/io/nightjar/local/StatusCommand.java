package io.nightjar.local;

import io.nightjar.local.stack.ProcessStatus;
import io.nightjar.local.terminal.Amounts;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.Table;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import picocli.CommandLine.Command;

@Command(
    name = "status",
    header = "Show how the broker, the store and the services are.",
    description = {
      "Broker and store share a process. Each is ready, unready (it runs, and says why it"
          + " can't work), stopped, or died (it ended by itself); ./nightjar logs shows what it said.",
      "Exit code 0 if all are ready, 4 if one is not."
    })
final class StatusCommand extends StackCommand {
  @Override
  public Integer call() throws InterruptedException {
    List<ProcessStatus> all = stack().status();
    if (common.json) {
      screen.json(Map.of("processes", all.stream().map(StatusCommand::json).toList()));
    } else {
      var table = new Table("part", "state", "address", "pid", "up", "");
      for (ProcessStatus status : all) {
        table.row(
            status.name(),
            state(status),
            status.address(),
            status.pid().isPresent() ? status.pid().getAsLong() : "",
            status.uptimeSeconds().isPresent()
                ? Amounts.uptime(Duration.ofSeconds(status.uptimeSeconds().getAsLong()))
                : "",
            status.detail());
      }
      screen.table(table);
    }
    boolean ready = all.stream().allMatch(one -> one.state() == ProcessStatus.State.READY);
    return ready ? ExitCode.OK : ExitCode.NOT_UP;
  }

  private static Json json(ProcessStatus status) {
    return new Json(
        status.name(),
        state(status),
        status.detail(),
        status.address(),
        status.ports(),
        status.pid(),
        status.uptimeSeconds(),
        status.log().toString());
  }

  private static String state(ProcessStatus status) {
    return status.state().name().toLowerCase(Locale.ROOT);
  }

  private record Json(
      String name,
      String state,
      String detail,
      String address,
      List<Integer> ports,
      OptionalLong pid,
      OptionalLong uptimeSeconds,
      String log) {}
}
