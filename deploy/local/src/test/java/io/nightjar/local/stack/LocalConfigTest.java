package io.nightjar.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.local.terminal.Failure;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
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
            "secret",
            new LocalConfig.Device("d", "g", "t"));

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

  @Test
  void theDeviceTokenIsSignedWithTheSecret() throws Exception {
    String secret = new Secrets().secret();
    var clock = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

    String[] parts = Secrets.deviceToken(secret, "cam", "grp", clock).split("\\.", -1);

    // RFC 7515: the signature is HMAC-SHA-256 over "header.payload".
    byte[] key = Base64.getUrlDecoder().decode(secret);
    assertThat(key).hasSize(32);
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    assertThat(Base64.getUrlDecoder().decode(parts[2]))
        .isEqualTo(mac.doFinal((parts[0] + "." + parts[1]).getBytes(UTF_8)));
    assertThat(json(parts[0])).isEqualTo(new ObjectMapper().readTree("{\"alg\":\"HS256\"}"));
    assertThat(json(parts[1]))
        .isEqualTo(
            new ObjectMapper().readTree("{\"sub\":\"cam\",\"group\":\"grp\",\"iat\":1700000000}"));
  }

  private static JsonNode json(String part) throws Exception {
    return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(part));
  }
}
