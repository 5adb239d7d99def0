package io.nightjar.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What every help page has to be, so that it can be read on a terminal of 80 columns. */
class HelpTest {
  private static final int COLUMNS = 80;

  /** Every command there is, by what is typed for it. */
  static Stream<Arguments> commands() {
    List<Arguments> all = new ArrayList<>();
    collect("nightjar", Nightjar.commandLine(), all);
    return all.stream();
  }

  private static void collect(String typed, CommandLine command, List<Arguments> all) {
    all.add(Arguments.of(typed, command));
    command.getSubcommands().forEach((name, below) -> collect(typed + " " + name, below, all));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void fitsTheTerminal(String typed, CommandLine command) {
    String page = command.getUsageMessage(Ansi.OFF);

    assertThat(page.lines()).allMatch(line -> line.length() <= COLUMNS);
    // A line of the footer that was too long goes on at the left edge.
    for (String line : command.getCommandSpec().usageMessage().footer()) {
      assertThat(page.lines()).as(typed).contains(line.stripTrailing());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void isOneSentenceInTheListOfCommandsAndWholeSentencesOnItsPage(
      String typed, CommandLine command) {
    var message = command.getCommandSpec().usageMessage();

    assertThat(message.header()).hasSize(1).allMatch(line -> line.matches("[A-Z].*[a-z]\\."));
    assertThat(message.description()).allMatch(line -> line.endsWith(".") || line.endsWith(":"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void saysWhatEveryOptionAndParameterIs(String typed, CommandLine command) {
    for (ArgSpec argument : arguments(command.getCommandSpec())) {
      String name = typed + " " + name(argument);
      String description = String.join("\n", argument.description());
      assertThat(description).as(name).isNotBlank();
      assertThat(argument.description()).as(name).allMatch(line -> line.endsWith("."));
      if (argument.arity().max() > 0) {
        assertThat(argument.paramLabel()).as(name).matches("[A-Z][A-Z/.]*");
        if (!argument.required()) {
          assertThat(description).as(name).containsPattern("Default:\\s\\S+");
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void explainsEveryValueThatCanBeChosen(String typed, CommandLine command) {
    for (ArgSpec argument : arguments(command.getCommandSpec())) {
      Class<?> type = argument.auxiliaryTypes()[0];
      if (type.isEnum()) {
        for (Object value : type.getEnumConstants()) {
          String chosen = ((Enum<?>) value).name().toLowerCase(Locale.ROOT);
          assertThat(argument.description())
              .as(typed + " " + name(argument))
              .anyMatch(line -> line.matches(chosen + ": \\S.*\\."));
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void endsItsOptionsWithHelpAndVerbose(String typed, CommandLine command) {
    List<String> shown =
        command
            .getUsageMessage(Ansi.OFF)
            .lines()
            .filter(line -> line.matches(" +(-\\w, )?--\\w.*"))
            .map(line -> line.replaceFirst("^ +(-\\w, )?(--[a-z-]+).*", "$2"))
            .toList();

    List<String> last = new ArrayList<>(List.of("--help"));
    if (command.getCommandSpec().findOption("--verbose") != null) {
      last.add("--verbose");
    }
    assertThat(shown).endsWith(last.toArray(String[]::new));
  }

  private static List<ArgSpec> arguments(CommandSpec command) {
    return command.args().stream().filter(argument -> !argument.hidden()).toList();
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? Arrays.toString(option.names())
        : argument.paramLabel();
  }
}
