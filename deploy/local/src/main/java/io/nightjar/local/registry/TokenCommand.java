package io.nightjar.local.registry;

import io.nightjar.local.client.OperatorClient;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.Failure;
import io.nightjar.registry.token.Enrolment;
import io.nightjar.registry.token.TokenKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./nightjar token}: tokens by who has their keys, and the keys themselves. */
@Command(
    name = "token",
    description = {
      "Print a token for a device, a person or an operator; or put a new key in front of those that sign.",
      "A device's comes from the service, the others are signed here with the keys file."
    })
public final class TokenCommand implements Callable<Integer> {
  /** Whose token, or none. */
  static final class Wanted {
    @Option(
        names = "--device",
        paramLabel = "GROUP/DEVICE",
        description = "One more token for a registered device")
    private @Nullable String device;

    @Option(names = "--person", paramLabel = "NAME", description = "A token for a local account")
    private @Nullable String person;

    @Option(
        names = "--operator",
        paramLabel = "NAME",
        description = "A token that lets its bearer do everything; the name is for logs")
    private @Nullable String operator;

    @Option(
        names = "--new-key",
        description = {
          "Make a key that signs from now on; tokens of the ones before stay valid.",
          "Makes the file if there is none."
        })
    private boolean newKey;
  }

  @ArgGroup(multiplicity = "1")
  private Wanted wanted = new Wanted();

  @Option(
      names = "--keys-file",
      paramLabel = "FILE",
      description = "The keys; the local stack's unless given")
  private @Nullable Path keysFile;

  @Option(
      names = "--days",
      defaultValue = "1",
      description = "How long a person's or an operator's token is good (${DEFAULT-VALUE})")
  private int days;

  @Mixin private final Registrar registrar = new Registrar();

  /** Made by the command line. */
  public TokenCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    try {
      if (wanted.newKey) {
        makeKey();
      } else {
        registrar.screen.line(token());
      }
      return ExitCode.OK;
    } catch (IOException | IllegalArgumentException e) {
      throw Failure.because("can't use the keys of tokens: " + e.getMessage(), e);
    }
  }

  private String token() throws IOException, InterruptedException {
    Duration lifetime = Duration.ofDays(days);
    if (wanted.operator != null) {
      return Enrolment.operator(TokenKeys.read(file()), wanted.operator, lifetime);
    }
    if (wanted.person != null) {
      return Enrolment.person(TokenKeys.read(file()), wanted.person, lifetime);
    }
    String[] names = String.valueOf(wanted.device).split("/", 2);
    if (names.length != 2) {
      throw Failure.usage("--device needs GROUP/DEVICE");
    }
    return registrar
        .client()
        .send(
            "POST",
            OperatorClient.path("groups", names[0], "devices", names[1], "token") + "?keep=true",
            Map.of())
        .path("token")
        .asText();
  }

  private void makeKey() throws IOException {
    Path file = file();
    TokenKeys keys = Files.exists(file) ? TokenKeys.read(file).rotated() : TokenKeys.generate();
    keys.write(file);
    registrar.screen.note("a new key stands first in " + file);
  }

  private Path file() {
    return keysFile == null ? Registrar.folder().tokenKeys() : keysFile;
  }
}
