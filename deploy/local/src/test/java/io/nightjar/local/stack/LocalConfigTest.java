package io.nightjar.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.local.terminal.Failure;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalConfigTest {
  @TempDir Path folder;

  @Test
  void theFileIsForItsOwnerOnlyAndReadsBack() throws Exception {
    Path file = folder.resolve("home/local.json");
    var config =
        new LocalConfig(
            Map.of("ingest-service", URI.create("http://127.0.0.1:1")),
            Map.of("ingest-service", URI.create("http://127.0.0.1:4")),
            new LocalConfig.Kafka("127.0.0.1:2"),
            new LocalConfig.Store(URI.create("http://127.0.0.1:3"), "r", "b", "a", "s"),
            new LocalConfig.Device("d", "g", "t"),
            "o");

    config.write(file);
    config.write(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(LocalConfig.read(file)).contains(config);
    assertThat(config.kafkaPort()).isEqualTo(2);
  }

  @Test
  void aFileThatIsNotThereIsNoError() {
    assertThat(LocalConfig.read(folder.resolve("none.json"))).isEmpty();
  }

  @Test
  void aDamagedFileIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("local.json"), "{\"services\":");

    assertThatThrownBy(() -> LocalConfig.read(file))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(file.toString());
  }
}
