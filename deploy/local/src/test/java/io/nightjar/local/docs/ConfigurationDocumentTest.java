package io.nightjar.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationDocumentTest {
  private static final Path ROOT = Path.of(System.getProperty("nightjar.root"));
  private static final Path DOCUMENT = ROOT.resolve("docs/configuration.md");
  private static final String HOW =
      "docs/configuration.md does not say what the code does; write it anew with\n"
          + "./mvnw -pl deploy/local -am verify -Dtest=ConfigurationDocumentTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dnightjar.docs.write=true\n";

  @Test
  void saysWhatTheMappingsSay() throws IOException {
    String document = ConfigurationDocument.of(ROOT);

    if (Boolean.getBoolean("nightjar.docs.write")) {
      Files.writeString(DOCUMENT, document);
    }

    assertThat(Files.readString(DOCUMENT)).as(HOW).isEqualTo(document);
  }

  @Test
  void namesEverySettingThatASourceReads() throws IOException {
    String document = ConfigurationDocument.of(ROOT);

    assertThat(document)
        .contains(
            "| `nightjar.store.access-key` | `NIGHTJAR_STORE_ACCESS_KEY` | text |  | **required** |",
            "| `nightjar.limits.thermal-bytes` | `NIGHTJAR_LIMITS_THERMAL_BYTES` |",
            "| bytes | `256M` | Of one thermal upload. |",
            "| `nightjar.kafka.client.\"name\"` | `NIGHTJAR_KAFKA_CLIENT__NAME_` |",
            "## `nightjar.token`: ingest-service",
            "| `nightjar.artefact.created` | `nightjar.kafka.event-retention` | 65536 |");
  }
}
