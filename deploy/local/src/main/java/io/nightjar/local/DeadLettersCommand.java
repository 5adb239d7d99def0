package io.nightjar.local;

import io.nightjar.local.event.DeadLetter;
import io.nightjar.local.event.DeadLetterReader;
import io.nightjar.local.stack.Service;
import io.nightjar.local.terminal.Cells;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.Moment;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "dead-letters",
    header = "List the events that a service of the local stack could not handle.",
    description = {
      "Each is two lines: how long ago it was put aside, the service, the cause and who had sent"
          + " the event; and what was wrong with it. docs/codes.md has all causes.",
      "--json prints one object a line: service, time, cause, detail, attempts, key (the recording,"
          + " as the sender has it), and event, the event as a CloudEvents 1.0 document, if it is"
          + " one."
    })
final class DeadLettersCommand extends StackCommand {

  @Option(
      names = "--source",
      paramLabel = "TEXT",
      defaultValue = "",
      description =
          "Only of senders whose name (ce_source) contains this, such as a classifier's. Default:"
              + " everyone.")
  private String source = "";

  private final Clock clock = Clock.systemUTC();
  private long shown;

  @Override
  public Integer call() {
    List<String> services = Arrays.stream(Service.values()).map(Service::label).toList();
    new DeadLetterReader(stack().config().kafka().bootstrapServers())
        .read(
            services,
            letter -> {
              if (letter.source().contains(source)) {
                show(letter);
              }
            });
    if (shown == 0) {
      screen.note("no dead letters");
    }
    return ExitCode.OK;
  }

  private void show(DeadLetter letter) {
    shown++;
    if (common.json) {
      screen.json(letter.document());
      return;
    }
    screen.line(
        String.join(
            "  ",
            Moment.ago(letter.at(), clock.instant()),
            letter.service(),
            Cells.plain(letter.cause()),
            Cells.plain(letter.source())));
    screen.line("  " + Cells.plain(letter.key()) + ": " + Cells.plain(letter.detail()));
  }
}
