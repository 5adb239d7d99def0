package io.nightjar.pipeline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {
  private static final String JAAS =
      "org.apache.kafka.common.security.scram.ScramLoginModule required"
          + " username=\"thermal\" password=\"s3;cr=et\";";

  @Test
  void handEveryClientItsPropertiesAsTheyAre() {
    KafkaSettings settings =
        with(Map.of("security.protocol", "SASL_SSL", "sasl.jaas.config", JAAS));

    Map<String, Object> consumer = settings.consumer("group", 4);

    assertThat(consumer)
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.jaas.config", JAAS)
        .containsEntry("enable.auto.commit", false)
        .containsEntry("max.poll.records", 4);
    assertThat(settings.producer()).containsEntry("sasl.jaas.config", JAAS);
    assertThat(settings.admin()).containsEntry("sasl.jaas.config", JAAS);
  }

  /** Whatever one of the three kinds of client sets itself. */
  @Test
  void refuseEveryPropertyOnWhichDeliveryRests() {
    KafkaSettings plain = with(Map.of());
    Set<String> own = new HashSet<>(plain.producer().keySet());
    own.addAll(plain.admin().keySet());
    own.addAll(plain.consumer("group", 1).keySet());

    assertThat(own)
        .contains("acks", "enable.auto.commit")
        .allSatisfy(
            name ->
                assertThatIllegalArgumentException()
                    .isThrownBy(() -> with(Map.of(name, "1")))
                    .withMessageContaining("nightjar.kafka.client.\"" + name + "\""));
  }

  @Test
  void nameAPropertyThatNoClientKnows() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(Map.of("sasl.mechansim", "PLAIN")))
        .withMessage("nightjar.kafka.client.\"sasl.mechansim\" is no property of a Kafka client");
  }

  @Test
  void nameAPropertyThatIsMalformed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(Map.of("security.protocol", "SASL_SSX")))
        .withMessageContaining("nightjar.kafka.client.\"security.protocol\"")
        .withMessageContaining("SASL_SSX");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Module required username=u password=s3cret;word;",
        "Module required password=\"s3cret",
        "s3cret",
        "Module s3cret user=u;",
        "Module required user s3cret;"
      })
  void neverTellASecretThatTheyCanNotRead(String jaas) {
    Throwable refused = catchThrowable(() -> with(Map.of("sasl.jaas.config", jaas)));

    assertThat(refused)
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessage("nightjar.kafka.client.\"sasl.jaas.config\" can't be read");
  }

  @Test
  void tellTheNamesOfClientPropertiesAndNotTheirValues() {
    String text = with(Map.of("sasl.jaas.config", JAAS)).toString();

    assertThat(text).contains("sasl.jaas.config").doesNotContain("s3;cr=et");
  }

  @Test
  void refuseMoreInSyncReplicasThanThereAreReplicas() {
    Duration day = Duration.ofDays(1);
    assertThat(new TopicSettings(1, (short) 2, (short) 2, day, day).minInSyncReplicas())
        .isEqualTo((short) 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TopicSettings(1, (short) 2, (short) 3, day, day))
        .withMessageContaining("nightjar.kafka.min-insync-replicas");
  }

  private static KafkaSettings with(Map<String, String> client) {
    return new KafkaSettings(
        "127.0.0.1:9092",
        TopicSettings.oneBroker(1),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        client);
  }
}
