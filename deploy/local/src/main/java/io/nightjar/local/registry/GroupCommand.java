package io.nightjar.local.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.local.client.OperatorClient;
import io.nightjar.local.terminal.CommandGroup;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.MustBeRead;
import io.nightjar.local.terminal.TimeSpan;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./nightjar group}: which groups there are, and who belongs to them. */
@Command(
    name = "group",
    header = "Make groups, say who may do what in them, and let devices in.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      GroupCommand.Add.class,
      GroupCommand.List.class,
      GroupCommand.People.class,
      GroupCommand.Grant.class,
      GroupCommand.Remove.class,
      GroupCommand.Invite.class,
      GroupCommand.Open.class,
      GroupCommand.Close.class
    })
public final class GroupCommand extends CommandGroup {
  private static final String GROUPS = "groups";
  private static final String PEOPLE = "people";

  /** Made by the command line. */
  public GroupCommand() {}

  /** What every command of a group is told. */
  private abstract static class OfGroup implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "GROUP", description = "The group.")
    String group = "";

    @Mixin final Registrar registrar = new Registrar();

    String registration() {
      return OperatorClient.path(GROUPS, group, "registration");
    }
  }

  /** What every command of a person in a group is told. */
  private abstract static class OfMember extends OfGroup {
    @Parameters(
        index = "1",
        paramLabel = "PERSON",
        description =
            "A local account's name; or oidc: and the name that the provider's token says.")
    String person = "";

    String path() {
      return OperatorClient.path(GROUPS, group, PEOPLE, person);
    }
  }

  @Command(name = "add", header = "Make a group.")
  static final class Add extends OfGroup {
    @Override
    public Integer call() throws InterruptedException {
      registrar.client().send("POST", OperatorClient.path(GROUPS), Map.of("group", group));
      return ExitCode.OK;
    }
  }

  @Command(name = "list", header = "List all groups.")
  static final class List implements Callable<Integer> {
    @Mixin private final Registrar registrar = new Registrar();

    @Override
    public Integer call() throws InterruptedException {
      registrar.show(
          registrar.all(registrar.client(), OperatorClient.path(GROUPS), GROUPS, "group"),
          "group",
          "createdAt");
      return ExitCode.OK;
    }
  }

  @Command(name = "people", header = "List who has a role in a group.")
  static final class People extends OfGroup {
    @Override
    public Integer call() throws InterruptedException {
      JsonNode people = registrar.client().get(OperatorClient.path(GROUPS, group, PEOPLE));
      registrar.show(people.path(PEOPLE), "person", "role");
      return ExitCode.OK;
    }
  }

  @Command(name = "grant", header = "Give a person a role in a group.")
  static final class Grant extends OfMember {
    @Parameters(
        index = "2",
        paramLabel = "ROLE",
        description = {
          "viewer: reads its recordings, and sees its devices and people.",
          "member: also uploads in a device's name.",
          "owner: also registers and revokes devices, gives roles, and lets devices in."
        })
    private String role = "";

    @Override
    public Integer call() throws InterruptedException {
      registrar.client().send("PUT", path(), Map.of("role", role));
      return ExitCode.OK;
    }
  }

  @Command(name = "remove", header = "Take a person's role in a group away.")
  static final class Remove extends OfMember {
    @Override
    public Integer call() throws InterruptedException {
      registrar.client().send("DELETE", path(), Map.of());
      return ExitCode.OK;
    }
  }

  @Command(
      name = "invite",
      header = "Invite devices into a group, and print the code.",
      description = "A device that registers itself with the code is let into the group.")
  static final class Invite extends OfGroup implements MustBeRead {
    @Option(
        names = "--uses",
        paramLabel = "N",
        defaultValue = "1",
        description = "How many devices it lets in. Default: ${DEFAULT-VALUE} device.")
    private int uses;

    @Option(
        names = "--days",
        paramLabel = "DAYS",
        defaultValue = "7",
        description = "How long it is good. Default: ${DEFAULT-VALUE} days.")
    private int days;

    @Override
    public Integer call() throws InterruptedException {
      JsonNode given =
          registrar
              .client()
              .send(
                  "POST",
                  OperatorClient.path(GROUPS, group, "invitations"),
                  Map.of("uses", uses, "days", days));
      registrar.show(given, "code");
      return ExitCode.OK;
    }
  }

  @Command(
      name = "open",
      header = "Let devices register themselves in a group for a while.",
      description =
          "Prints until when. For cameras that can send no invitation; close the group when"
              + " they are in.")
  static final class Open extends OfGroup implements MustBeRead {
    @Option(
        names = "--for",
        paramLabel = "TIME",
        required = true,
        description = "How long, in s, m, h or d: for example 2h. At most 30d.")
    private String span = "";

    @Option(
        names = "--devices",
        paramLabel = "N",
        defaultValue = "100",
        description = "How many devices are let in. Default: ${DEFAULT-VALUE} devices.")
    private int devices;

    @Override
    public Integer call() throws InterruptedException {
      Instant until = Instant.now().plus(TimeSpan.parse(span)).truncatedTo(ChronoUnit.SECONDS);
      JsonNode window =
          registrar
              .client()
              .send("PUT", registration(), Map.of("until", until.toString(), "devices", devices));
      registrar.show(window, "closesAt");
      return ExitCode.OK;
    }
  }

  @Command(name = "close", header = "Let no further devices register themselves in a group.")
  static final class Close extends OfGroup {
    @Override
    public Integer call() throws InterruptedException {
      registrar.client().send("DELETE", registration(), Map.of());
      return ExitCode.OK;
    }
  }
}
