package io.nightjar.pipeline.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Sandbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** On a broker without access rules; those with them are in the test of the packaged services. */
@ExtendWith(BrokerAndStore.class)
@Tag("process")
class ServiceTopicsTest {
  private final Sandbox sandbox;

  ServiceTopicsTest(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  @Test
  void areMadeWithTheirRetentionAndSizes() throws Exception {
    String letters = Topics.deadLetters(sandbox.unique("service"));
    ServiceTopics topics =
        new ServiceTopics(
            sandbox.kafka(),
            List.of(Topics.ARTEFACT_CREATED),
            List.of(letters),
            Optional.of("nightjar-" + sandbox.unique("group")));

    topics.prepare();

    assertThat(topics.obstacle()).isEmpty();
    assertThat(shape(letters))
        .containsEntry("retention.ms", "86400000")
        .containsEntry("cleanup.policy", "delete")
        .containsEntry("min.insync.replicas", "1")
        .containsEntry("max.message.bytes", "2097152");
    assertThat(shape(Topics.ARTEFACT_CREATED))
        .containsEntry("retention.ms", "86400000")
        .containsEntry("max.message.bytes", "65536");
  }

  @Test
  void areFoundWhereTheyAreAndKeepTheirShape() throws Exception {
    String topic = sandbox.topic("found");
    Map<String, String> before = shape(topic);

    new ServiceTopics(sandbox.kafka(), List.of(topic), List.of(), Optional.empty()).prepare();

    assertThat(shape(topic)).isEqualTo(before);
  }

  /** What was set when a topic was made. */
  private Map<String, String> shape(String topic) throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = Admin.create(sandbox.kafka().admin())) {
      return admin.describeConfigs(List.of(resource)).all().get().values().stream()
          .flatMap(config -> config.entries().stream())
          .filter(entry -> !entry.isDefault())
          .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }
  }
}
