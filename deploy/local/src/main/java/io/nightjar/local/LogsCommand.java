package io.nightjar.local;

import io.nightjar.local.logs.LogReader;
import io.nightjar.local.terminal.Cells;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "logs",
    header = "Show the logs of the local stack's programs, also of a stack that is down.",
    description = {
      "Of one program its lines are shown as they are. Of several, the last lines of each are shown one"
          + " program after the other, and with -f then all as they come; before each line stands the"
          + " program's name and a bar.",
      "--json prints one object a line: service, and line, which is the log's line as text.",
      "With -f it ends on Ctrl-C, or when nobody reads it any more."
    })
final class LogsCommand extends StackCommand {
  private static final String DEFAULT_LINES = "100";
  private static final String SERVICE_SUFFIX = "-service";

  @Parameters(
      arity = "0..*",
      paramLabel = "SERVICE",
      description =
          "Whose: embedded (the broker and the object store), ingest-service, thermal-service,"
              + " audio-service or thumbnail-service, also without -service. Default: all of them.")
  private List<String> services = List.of();

  @Option(
      names = {"-f", "--follow"},
      description =
          "Then show each line as it comes, also of programs that are started anew or have not begun"
              + " yet, and of files that are cut or replaced.")
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = DEFAULT_LINES,
      description =
          "How many of the last lines of each program; 0 for none. Default: ${DEFAULT-VALUE}.")
  private long lines;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (lines < 0) {
      throw Failure.usage("--lines must be at least 0");
    }
    Map<String, Path> logs = chosen(stack().logs());
    try (var reader = new LogReader(logs, printer(logs))) {
      if (!follow && reader.isEmpty()) {
        throw Failure.notUp("there are no logs in " + stack().folder().path());
      }
      reader.tellLast(lines);
      if (follow) {
        reader.follow(screen::requireReader);
      }
      reader.tellRest();
    }
    return ExitCode.OK;
  }

  private Map<String, Path> chosen(Map<String, Path> all) {
    if (services.isEmpty()) {
      return all;
    }
    var chosen = new LinkedHashMap<String, Path>();
    for (String service : services) {
      String name = all.containsKey(service) ? service : service + SERVICE_SUFFIX;
      if (!all.containsKey(name)) {
        throw Failure.usage(
            "no program "
                + Cells.plain(service)
                + "; there are: "
                + String.join(", ", all.keySet()));
      }
      chosen.put(name, all.get(name));
    }
    return chosen;
  }

  private BiConsumer<String, String> printer(Map<String, Path> logs) {
    if (common.json) {
      return (service, line) -> {
        var object = new LinkedHashMap<String, String>();
        object.put("service", service);
        object.put("line", line);
        screen.json(object);
      };
    }
    if (logs.size() == 1) {
      return (service, line) -> screen.line(line);
    }
    int width = logs.keySet().stream().mapToInt(String::length).max().orElse(0);
    return (service, line) -> screen.line(Cells.fit(service, width) + " | " + line);
  }
}
