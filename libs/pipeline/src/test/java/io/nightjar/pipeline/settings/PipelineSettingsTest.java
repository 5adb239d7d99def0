package io.nightjar.pipeline.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.event.KafkaSettings;
import io.nightjar.pipeline.event.TopicSettings;
import io.nightjar.pipeline.store.StoreSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelineSettingsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final KafkaSettings KAFKA =
      new KafkaSettings(
          "127.0.0.1:9092",
          TopicSettings.oneBroker(1),
          SECOND,
          SECOND,
          Map.of("ssl.keystore.password", "p4ssword"));
  private static final StoreSettings STORE = store("4ccess", "s3cret");

  @Test
  void nameAKeyThatIsBlank() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store("4ccess", " "))
        .withMessage("nightjar.store.secret-key is blank");
  }

  @Test
  void neverTellASecret() {
    String text = new PipelineSettings(KAFKA, STORE, 1, "1.0").toString();

    assertThat(text).doesNotContain("s3cret", "4ccess", "p4ssword");
  }

  @Test
  void refuseALowestRateAboveTheHighest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Limits.Sound(SECOND, 1, 8001, 8000))
        .withMessageContaining("nightjar.limits.highest-sample-rate");
  }

  private static StoreSettings store(String accessKey, String secretKey) {
    return new StoreSettings(
        URI.create("http://127.0.0.1:9000"), "us-east-1", "nightjar", accessKey, secretKey, SECOND);
  }
}
