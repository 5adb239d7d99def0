package io.nightjar.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.minio.Xml;
import io.minio.messages.LifecycleConfiguration;
import io.minio.messages.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The rules that are shipped for buckets, as an S3 client reads them. */
class LifecycleRulesTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("nightjar.root", "../..")).resolve("deploy/lifecycle");

  /** What a rule does after how many days; 0 for what it does not do. */
  private record Deed(String prefix, int abortAfterDays, int expireAfterDays) {}

  private static final Map<String, Deed> RULES =
      new TreeMap<>(
          Map.of(
              "abort-unfinished-uploads", new Deed("", 7, 0),
              "expire-attempt-marks", new Deed("attempts/", 0, 30),
              "expire-leases", new Deed("leases/", 0, 2),
              "expire-checks", new Deed("checks/", 0, 2)));

  @Test
  void areReadByAnS3Client() throws Exception {
    LifecycleConfiguration rules =
        Xml.unmarshal(
            LifecycleConfiguration.class, Files.readString(FOLDER.resolve("lifecycle.xml")));

    Map<String, Deed> read = new TreeMap<>();
    for (LifecycleConfiguration.Rule rule : rules.rules()) {
      assertThat(rule.status()).isEqualTo(Status.ENABLED);
      var abort = rule.abortIncompleteMultipartUpload();
      var expiration = rule.expiration();
      read.put(
          rule.id(),
          new Deed(
              rule.filter().prefix(),
              abort == null ? 0 : abort.daysAfterInitiation(),
              expiration == null ? 0 : expiration.days()));
    }
    assertThat(read).isEqualTo(RULES);
  }

  @Test
  void sayTheSameForCommandLines() throws Exception {
    JsonNode rules = new ObjectMapper().readTree(FOLDER.resolve("lifecycle.json").toFile());

    Map<String, Deed> read = new TreeMap<>();
    for (JsonNode rule : rules.get("Rules")) {
      assertThat(rule.get("Status").asText()).isEqualTo("Enabled");
      read.put(
          rule.get("ID").asText(),
          new Deed(
              rule.at("/Filter/Prefix").asText(),
              rule.at("/AbortIncompleteMultipartUpload/DaysAfterInitiation").asInt(),
              rule.at("/Expiration/Days").asInt()));
    }
    assertThat(read).isEqualTo(RULES);
  }

  /** What is somebody's recording, or stands for one, never expires. */
  @Test
  void expireNothingThatIsKept() {
    List<String> kept =
        List.of(
            ObjectKeys.RAW,
            ObjectKeys.RECORDINGS,
            ObjectKeys.CLAIMS,
            ObjectKeys.OUTBOX,
            ObjectKeys.QUARANTINE,
            ObjectKeys.DERIVED,
            ObjectKeys.OPEN_UPLOADS,
            ObjectKeys.UPLOAD_STATES);

    assertThat(RULES.values())
        .filteredOn(deed -> deed.expireAfterDays() > 0)
        .allSatisfy(deed -> assertThat(kept).noneMatch(prefix -> prefix.startsWith(deed.prefix())));
  }
}
