package io.nightjar.embedded;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.assertj.core.presentation.StandardRepresentation;
import org.jspecify.annotations.Nullable;

/**
 * How assertions print a Kafka record: its place, its key and what names its event, in one line;
 * the record itself prints every header byte by byte. AssertJ finds it as a service. Wants
 * kafka-clients on the class path of its user, as {@link TopicReader} does.
 */
public final class RecordRepresentation extends StandardRepresentation {
  private static final List<String> HEADERS = List.of("ce_type", "ce_id", "nightjar_cause");

  @Override
  public String toStringOf(@Nullable Object object) {
    return object instanceof ConsumerRecord<?, ?> message
        ? describe(message)
        : super.toStringOf(object);
  }

  private static String describe(ConsumerRecord<?, ?> message) {
    var parts = new ArrayList<String>();
    parts.add(message.topic() + "-" + message.partition() + "@" + message.offset());
    parts.add("key=" + message.key());
    for (String name : HEADERS) {
      Optional<Header> header = Optional.ofNullable(message.headers().lastHeader(name));
      header.ifPresent(
          there -> parts.add(name + "=" + new String(there.value(), StandardCharsets.UTF_8)));
    }
    parts.add(message.serializedValueSize() + " bytes");
    return String.join(" ", parts);
  }
}
