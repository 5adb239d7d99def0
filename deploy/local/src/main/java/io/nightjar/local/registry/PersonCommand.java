package io.nightjar.local.registry;

import io.nightjar.local.client.OperatorClient;
import io.nightjar.local.terminal.CommandGroup;
import io.nightjar.local.terminal.ExitCode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./nightjar person}: local accounts. */
@Command(
    name = "person",
    header = "Give people local accounts, with passwords.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      PersonCommand.Add.class,
      PersonCommand.Password.class,
      PersonCommand.Revoke.class
    })
public final class PersonCommand extends CommandGroup {
  private static final String PEOPLE = "people";

  /** Made by the command line. */
  public PersonCommand() {}

  /** What every command of a person is told. */
  private abstract static class OfPerson implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "PERSON", description = "The account's name.")
    String person = "";

    @Mixin final Registrar registrar = new Registrar();
  }

  @Command(
      name = "add",
      header = "Give a person an account.",
      description = "Asks for the password on a terminal, else reads it from standard input.")
  static final class Add extends OfPerson {
    @Override
    public Integer call() throws InterruptedException {
      Map<String, String> account = Map.of("person", person, "password", Registrar.password());
      registrar.client().send("POST", OperatorClient.path(PEOPLE), account);
      return ExitCode.OK;
    }
  }

  @Command(
      name = "password",
      header = "Set another password.",
      description = {
        "The tokens that the person had are void then.",
        "Asks for the password on a terminal, else reads it from standard input."
      })
  static final class Password extends OfPerson {
    @Override
    public Integer call() throws InterruptedException {
      registrar
          .client()
          .send(
              "PUT",
              OperatorClient.path(PEOPLE, person, "password"),
              Map.of("password", Registrar.password()));
      return ExitCode.OK;
    }
  }

  @Command(name = "revoke", header = "Let a person do nothing any more, within seconds.")
  static final class Revoke extends OfPerson {
    @Override
    public Integer call() throws InterruptedException {
      registrar.client().send("POST", OperatorClient.path(PEOPLE, person, "revoke"), Map.of());
      return ExitCode.OK;
    }
  }
}
