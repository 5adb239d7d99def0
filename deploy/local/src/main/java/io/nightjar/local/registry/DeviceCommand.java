package io.nightjar.local.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.local.client.OperatorClient;
import io.nightjar.local.terminal.CommandGroup;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.MustBeRead;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./nightjar device}: which devices there are. */
@Command(
    name = "device",
    header = "Register devices, list and revoke them, and give them tokens.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DeviceCommand.Add.class,
      DeviceCommand.List.class,
      DeviceCommand.Revoke.class,
      DeviceCommand.Token.class
    })
public final class DeviceCommand extends CommandGroup {
  private static final String DEVICES = "devices";

  /** Made by the command line. */
  public DeviceCommand() {}

  /** What every command of a device is told. */
  private abstract static class OfDevice implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "GROUP", description = "The device's group.")
    String group = "";

    @Parameters(index = "1", paramLabel = "DEVICE", description = "The device's name in the group.")
    String device = "";

    @Mixin final Registrar registrar = new Registrar();

    String path(String what) {
      return OperatorClient.path("groups", group, DEVICES, device, what);
    }
  }

  @Command(name = "add", header = "Register a device, and print its token.")
  static final class Add extends OfDevice implements MustBeRead {
    @Option(
        names = "--password",
        description =
            "Give it a password, for cameras that sign in with one: asked for on a terminal,"
                + " else read from standard input.")
    private boolean password;

    @Override
    public Integer call() throws InterruptedException {
      Map<String, String> wanted = new HashMap<>(Map.of("device", device));
      if (password) {
        wanted.put("password", Registrar.password());
      }
      JsonNode given =
          registrar.client().send("POST", OperatorClient.path("groups", group, DEVICES), wanted);
      registrar.show(given, "token");
      return ExitCode.OK;
    }
  }

  @Command(name = "list", header = "List the devices of a group.")
  static final class List implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "GROUP", description = "The group.")
    private String group = "";

    @Mixin private final Registrar registrar = new Registrar();

    @Override
    public Integer call() throws InterruptedException {
      registrar.show(
          registrar.all(
              registrar.client(), OperatorClient.path("groups", group, DEVICES), DEVICES, "device"),
          "device",
          "id",
          "registeredAt",
          "revoked");
      return ExitCode.OK;
    }
  }

  @Command(
      name = "revoke",
      header = "Let a device do nothing any more, within seconds.",
      description = "./nightjar device token lets it in again.")
  static final class Revoke extends OfDevice {
    @Override
    public Integer call() throws InterruptedException {
      registrar.client().send("POST", path("revoke"), Map.of());
      return ExitCode.OK;
    }
  }

  @Command(
      name = "token",
      header = "Print a new token for a device, and let it in again if it was revoked.",
      description = "The tokens that it had are void then, unless --keep is given.")
  static final class Token extends OfDevice implements MustBeRead {
    @Option(names = "--keep", description = "Let the tokens that it had stay valid.")
    private boolean keep;

    @Override
    public Integer call() throws InterruptedException {
      JsonNode given = registrar.client().send("POST", path("token") + "?keep=" + keep, Map.of());
      registrar.show(given, "token");
      return ExitCode.OK;
    }
  }
}
