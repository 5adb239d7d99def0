package io.nightjar.local.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.local.TypedCommand;
import io.nightjar.local.TypedCommand.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Which service the commands of the registry speak to. */
@Isolated
class RegistrarTest {
  private static final String NOWHERE = "http://127.0.0.1:1";

  @TempDir private Path folder = Path.of("");

  @Test
  void aServiceThatIsNotThereIsNamed() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "token");

    Result nobody =
        TypedCommand.run("", "group", "list", "--url", NOWHERE, "--token-file", token.toString());

    assertThat(nobody.exitCode()).isEqualTo(4);
    assertThat(nobody.err()).contains("nothing answers at " + NOWHERE).doesNotContain("\tat ");
    assertThat(nobody.out()).isEmpty();
  }

  @Test
  void anAddressNeedsAToken() throws Exception {
    Result without = TypedCommand.run("", "device", "list", "group", "--url", NOWHERE);

    assertThat(without.exitCode()).isEqualTo(2);
    assertThat(without.err()).contains("--url needs --token-file");
  }

  @Test
  void aTokenFileThatIsNotThereIsNamed() throws Exception {
    Path missing = folder.resolve("missing");

    Result result =
        TypedCommand.run(
            "", "person", "revoke", "bob", "--url", NOWHERE, "--token-file", missing.toString());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("can't read " + missing);
  }

  @Test
  void aKeysFileThatIsNotThereIsNamed() throws Exception {
    Path missing = folder.resolve("keys.json");

    Result result =
        TypedCommand.run("", "token", "--operator", "a", "--keys-file", missing.toString());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains(missing.toString());
  }
}
