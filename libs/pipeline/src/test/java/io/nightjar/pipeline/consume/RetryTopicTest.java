package io.nightjar.pipeline.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Sandbox;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrokerAndStore.class)
@Tag("process")
class RetryTopicTest {
  private static final Instant LATER = Instant.parse("2026-05-06T07:08:09.123Z");

  private final Sandbox sandbox;

  RetryTopicTest(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  @Test
  void goesToAPartitionOfAnotherReplica() throws Exception {
    String service = sandbox.unique("service");
    sandbox.retries(service);
    RetryTopic retries = new RetryTopic(sandbox.publisher(), service);
    for (int n = 0; n < 20; n++) {
      retries.add(message("input"), "thermal", LATER, partition -> partition != 2);
    }

    List<ConsumerRecord<String, byte[]>> found = sandbox.read(retries.name());

    assertThat(found).hasSize(20).allMatch(message -> message.partition() == 2);
  }

  @Test
  void keepsTheEventAndSaysWhereItFirstLay() throws Exception {
    String service = sandbox.unique("service");
    sandbox.retries(service);
    RetryTopic retries = new RetryTopic(sandbox.publisher(), service);
    retries.add(message("input"), "thermal", Instant.EPOCH, partition -> true);
    ConsumerRecord<String, byte[]> first = sandbox.read(retries.name()).getFirst();

    retries.add(first, "thermal", LATER, partition -> true);

    ConsumerRecord<String, byte[]> second =
        sandbox.read(retries.name()).stream()
            .filter(message -> retries.notBefore(message).orElseThrow().equals(LATER))
            .findFirst()
            .orElseThrow();
    assertThat(second.key()).isEqualTo("key");
    assertThat(second.value()).isEqualTo("value".getBytes(UTF_8));
    assertThat(retries.stage(second)).contains("thermal");
    assertThat(Sandbox.header(second, "nightjar_topic")).isEqualTo("input");
    assertThat(Sandbox.header(second, "nightjar_offset")).isEqualTo("42");
  }

  @Test
  void meansNothingOnAnotherTopic() {
    RetryTopic retries = new RetryTopic(sandbox.publisher(), "any-service");
    ConsumerRecord<String, byte[]> message = message("input");
    message.headers().add("nightjar_stage", "thermal".getBytes(UTF_8));
    message.headers().add("nightjar_not_before", "2999-01-01T00:00:00Z".getBytes(UTF_8));

    assertThat(retries.stage(message)).isEmpty();
    assertThat(retries.notBefore(message)).isEmpty();
  }

  private static ConsumerRecord<String, byte[]> message(String topic) {
    return new ConsumerRecord<>(topic, 3, 42, "key", "value".getBytes(UTF_8));
  }
}
