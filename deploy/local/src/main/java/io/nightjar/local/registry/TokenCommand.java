package io.nightjar.local.registry;

import io.nightjar.local.client.OperatorClient;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.Failure;
import io.nightjar.local.terminal.MustBeRead;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.registry.token.ClaimedToken;
import io.nightjar.registry.token.Enrolment;
import io.nightjar.registry.token.ReadableGroups;
import io.nightjar.registry.token.TokenKeys;
import io.nightjar.registry.token.TokenSubject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./nightjar token}: tokens by who has their keys, and the keys themselves. */
@Command(
    name = "token",
    header = "Print a token for a device, a person, a reader or an operator.",
    description = {
      "A device's comes from the service, the others are signed here with the keys file.",
      "With --new-key, puts a new key in front of those that sign."
    },
    subcommands = {TokenCommand.List.class, TokenCommand.Revoke.class})
public final class TokenCommand implements Callable<Integer>, MustBeRead {
  private static final String TOKENS = "tokens";
  private static final String REVOKED = "revoked";

  /** Whose token, or none. */
  static final class Wanted {
    @Option(
        names = "--device",
        paramLabel = "GROUP/DEVICE",
        description = "One more token for a registered device.")
    private @Nullable String device;

    @Option(
        names = "--person",
        paramLabel = "NAME",
        description = "A token for a person's local account.")
    private @Nullable String person;

    @Option(
        names = "--operator",
        paramLabel = "NAME",
        description = "A token that lets its bearer do everything; the name is for logs.")
    private @Nullable String operator;

    @Option(
        names = "--reader",
        paramLabel = "NAME",
        description =
            "A token for a program, or a person, that only reads recordings and what was made"
                + " of them, of the groups that --group or --all-groups says; the name is for"
                + " logs.")
    private @Nullable String reader;

    @Option(
        names = "--new-key",
        description =
            "Make a key that signs from now on; tokens of the ones before stay valid. Makes the"
                + " file if there is none.")
    private boolean newKey;
  }

  /** Not required by the parser, which would ask for it before every subcommand. */
  @ArgGroup private @Nullable Wanted wanted;

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      description =
          "A group that the reader reads; may be given several times. Default: as --all-groups"
              + " says.")
  private java.util.List<String> groups = new ArrayList<>();

  @Option(
      names = "--all-groups",
      description = "Let the reader read every group, those to come as well.")
  private boolean allGroups;

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      defaultValue = "1",
      description =
          "How long a person's, a reader's or an operator's token is good. Default:"
              + " ${DEFAULT-VALUE} day.")
  private int days;

  @Option(
      names = "--keys-file",
      paramLabel = "FILE",
      description = "The keys that sign. Default: those of the local stack.")
  private @Nullable Path keysFile;

  @Mixin private final Registrar registrar = new Registrar();

  /** Made by the command line. */
  public TokenCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    if (wanted == null) {
      throw Failure.usage(
          "say whose token: --device, --person, --reader or --operator; or --new-key");
    }
    if (wanted.reader == null && (allGroups || !groups.isEmpty())) {
      throw Failure.usage("--group and --all-groups are for --reader");
    }
    try {
      if (wanted.newKey) {
        makeKey();
      } else {
        show(token(wanted));
      }
      return ExitCode.OK;
    } catch (IOException | IllegalArgumentException e) {
      throw Failure.because("can't use the keys of tokens: " + e.getMessage(), e);
    }
  }

  /** The token is for programs, its id for who may have to revoke it. */
  private void show(String token) {
    registrar.screen.line(token);
    ClaimedToken.read(token)
        .flatMap(ClaimedToken::id)
        .ifPresent(id -> registrar.screen.note("revoke it with: ./nightjar token revoke " + id));
  }

  private String token(Wanted wanted) throws IOException, InterruptedException {
    Duration lifetime = Duration.ofDays(days);
    if (wanted.operator != null) {
      return Enrolment.operator(TokenKeys.read(file()), wanted.operator, lifetime);
    }
    if (wanted.person != null) {
      return Enrolment.person(TokenKeys.read(file()), wanted.person, lifetime);
    }
    if (wanted.reader != null) {
      return Enrolment.reader(TokenKeys.read(file()), wanted.reader, readable(), lifetime);
    }
    DeviceIdentity device = DeviceArgument.parse(String.valueOf(wanted.device));
    return registrar
        .client()
        .send(
            "POST",
            OperatorClient.path("groups", device.group(), "devices", device.device(), "token")
                + "?keep=true",
            Map.of())
        .path("token")
        .asText();
  }

  private ReadableGroups readable() {
    if (allGroups == !groups.isEmpty()) {
      throw Failure.usage("--reader needs either --group, once or several times, or --all-groups");
    }
    return allGroups ? new ReadableGroups.All() : new ReadableGroups.Named(groups);
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

  @Command(name = "list", header = "List the tokens that were revoked one by one.")
  static final class List implements Callable<Integer> {
    @Mixin private final Registrar registrar = new Registrar();

    @Override
    public Integer call() throws InterruptedException {
      registrar.show(
          registrar.all(registrar.client(), OperatorClient.path(TOKENS, REVOKED), TOKENS, "id"),
          "id",
          "revokedAt",
          "by");
      return ExitCode.OK;
    }
  }

  @Command(
      name = "revoke",
      header = "Make one token void, within seconds and for good.",
      description = {
        "That of a person, a reader or an operator, whose other tokens go on.",
        "A device's tokens end by ./nightjar device revoke, or device token."
      })
  static final class Revoke implements Callable<Integer> {
    /** Which token. */
    static final class Named {
      @Parameters(
          paramLabel = "ID",
          description = "The token's id, as it was told when it was made; or --of FILE.")
      private @Nullable String id;

      @Option(
          names = "--of",
          paramLabel = "FILE",
          description = "Holds the token that is to be revoked. Default: ID says which.")
      private @Nullable Path file;
    }

    @ArgGroup(multiplicity = "1")
    private Named named = new Named();

    @Mixin private final Registrar registrar = new Registrar();

    @Override
    public Integer call() throws InterruptedException {
      String id = named.file == null ? String.valueOf(named.id) : id(named.file);
      registrar.client().send("PUT", OperatorClient.path(TOKENS, REVOKED, id), Map.of());
      registrar.screen.note("revoked " + id);
      return ExitCode.OK;
    }

    private static String id(Path file) {
      ClaimedToken token =
          ClaimedToken.read(Registrar.read(file))
              .orElseThrow(() -> Failure.because(file + " holds no token of this service"));
      return token.id().orElseThrow(() -> Failure.because(ending(token.subject())));
    }

    private static String ending(TokenSubject subject) {
      return switch (subject) {
        case TokenSubject.Device _ ->
            "a device's token ends by: ./nightjar device revoke, or token";
        case TokenSubject.Person _ -> "the token has no id; the person's end by: ./nightjar person";
        case TokenSubject.Operator _, TokenSubject.Reader _ ->
            "the token is older than ids; it ends when its key is removed from the keys file";
      };
    }
  }
}
