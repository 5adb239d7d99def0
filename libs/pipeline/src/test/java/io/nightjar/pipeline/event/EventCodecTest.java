package io.nightjar.pipeline.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.nightjar.pipeline.Examples;
import io.nightjar.pipeline.Json;
import java.io.IOException;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
  private static final Event<RecordingReceived> EVENT = Examples.received(Examples.recording(1));

  @Test
  void writesTheHeadersOfTheContractAndNoOthers() {
    ProducerRecord<String, byte[]> message = EventCodec.encode("topic", EVENT);

    Map<String, String> headers = new TreeMap<>();
    message
        .headers()
        .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    assertThat(headers)
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "ce_specversion", "1.0",
                    "ce_id", EVENT.id(),
                    "ce_source", "/nightjar/ingest-service",
                    "ce_type", "io.nightjar.recording.received.v1",
                    "ce_subject", "017f22e2-79b0-7cc3-98c4-000000000001",
                    "ce_time", "2026-03-04T12:00:00.123456Z",
                    "ce_dataschema", "urn:nightjar:schema:io.nightjar.recording.received.v1",
                    "content-type", "application/json",
                    "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")));
    assertThat(message.topic()).isEqualTo("topic");
    assertThat(message.key()).isEqualTo("017f22e2-79b0-7cc3-98c4-000000000001");
    assertThat(new String(message.value(), UTF_8)).startsWith("{\"recordingId\":\"017f22e2-");
  }

  @Test
  void isReadByTheCloudEventsSdk() throws IOException {
    CloudEvent read =
        KafkaMessageFactory.createReader(received(EventCodec.encode("topic", EVENT))).toEvent();

    assertThat(read.getId()).isEqualTo(EVENT.id());
    assertThat(read.getType()).isEqualTo(EVENT.type());
    assertThat(read.getSource()).isEqualTo(URI.create("/nightjar/ingest-service"));
    assertThat(read.getSubject()).isEqualTo("017f22e2-79b0-7cc3-98c4-000000000001");
    assertThat(read.getTime()).isEqualTo(Examples.NOON.atOffset(ZoneOffset.UTC));
    assertThat(read.getDataContentType()).isEqualTo("application/json");
    assertThat(read.getDataSchema())
        .isEqualTo(URI.create("urn:nightjar:schema:io.nightjar.recording.received.v1"));
    assertThat(
            Json.read(
                java.util.Objects.requireNonNull(read.getData()).toBytes(),
                RecordingReceived.class))
        .isEqualTo(EVENT.data());
  }

  @Test
  void readsBackWhatItWrites() {
    assertThat(decode(received(EventCodec.encode("topic", EVENT))))
        .isEqualTo(new EventCodec.Understood<>(EVENT));
  }

  @Test
  void passesOverEventsOfOtherTypes() {
    ConsumerRecord<String, byte[]> message = received(EventCodec.encode("topic", EVENT));

    assertThat(EventCodec.decode(message, EventType.THERMAL_DECODED, StageCompleted.class))
        .isEqualTo(new EventCodec.OtherType(EventType.RECORDING_RECEIVED));
  }

  @Test
  void beginsATraceWhereThereIsNone() {
    ConsumerRecord<String, byte[]> message = received(EventCodec.encode("topic", EVENT));
    message.headers().remove("traceparent");

    assertThat(decode(message))
        .isInstanceOfSatisfying(
            EventCodec.Understood.class,
            understood ->
                assertThat(understood.event().trace().traceId())
                    .isNotEqualTo(EVENT.trace().traceId()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ce_specversion",
        "ce_id",
        "ce_source",
        "ce_type",
        "ce_time",
      })
  void cannotReadAnEventThatLacksAHeaderOrItsValue(String header) {
    ConsumerRecord<String, byte[]> without = received(EventCodec.encode("topic", EVENT));
    without.headers().remove(header);
    assertThat(decode(without)).isInstanceOf(EventCodec.Unreadable.class);

    ConsumerRecord<String, byte[]> empty = received(EventCodec.encode("topic", EVENT));
    empty.headers().remove(header).add(header, null);
    assertThat(decode(empty)).isInstanceOf(EventCodec.Unreadable.class);
  }

  @ParameterizedTest
  @CsvSource({
    "ce_specversion, 9.9",
    "ce_time, yesterday",
    "ce_source, not a uri",
    "content-type, application/cloudevents+json",
    "content-type, application/cloudevents+avro"
  })
  void cannotReadAnEventWithAHeaderThatIsWrong(String header, String value) {
    ConsumerRecord<String, byte[]> message = received(EventCodec.encode("topic", EVENT));
    message.headers().remove(header).add(header, value.getBytes(UTF_8));

    assertThat(decode(message)).isInstanceOf(EventCodec.Unreadable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "null", "<xml/>", "\u0000\u0001\uFFFF"})
  void cannotReadAnEventWithDataThatAreWrong(String data) {
    Headers headers = EventCodec.encode("topic", EVENT).headers();

    assertThat(decode(message(headers, data.getBytes(UTF_8))))
        .isInstanceOf(EventCodec.Unreadable.class);
  }

  @Test
  void cannotReadWhatIsNoEventAtAll() {
    assertThat(decode(message(new RecordHeaders(), null)))
        .isInstanceOf(EventCodec.Unreadable.class);
    assertThat(decode(message(new RecordHeaders(), new byte[] {1, 2, 3})))
        .isInstanceOf(EventCodec.Unreadable.class);
    assertThat(decode(message(EventCodec.encode("topic", EVENT).headers(), null)))
        .isInstanceOf(EventCodec.Unreadable.class);
  }

  @Test
  void refusesToCarryMoreThanSixteenKibibytes() {
    record Words(String text) {}
    StageCompleted little = Examples.completed("thermal", new Words(""), false);
    int free = 16 * 1024 - Json.bytes(little).length;
    StageCompleted most = Examples.completed("thermal", new Words("x".repeat(free)), false);
    StageCompleted more = Examples.completed("thermal", new Words("x".repeat(free + 1)), false);

    assertThat(EventCodec.encode("topic", Examples.event(EventType.THERMAL_DECODED, most)).value())
        .hasSize(16 * 1024);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> EventCodec.encode("topic", Examples.event(EventType.THERMAL_DECODED, more)));
  }

  private static EventCodec.Decoded decode(ConsumerRecord<String, byte[]> message) {
    return EventCodec.decode(message, EventType.RECORDING_RECEIVED, RecordingReceived.class);
  }

  private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
    return message(sent.headers(), sent.value());
  }

  @SuppressWarnings("NullAway") // a record without a value is what Kafka may deliver
  private static ConsumerRecord<String, byte[]> message(Headers headers, byte @Nullable [] value) {
    return new ConsumerRecord<>(
        "topic",
        0,
        7L,
        0L,
        TimestampType.CREATE_TIME,
        0,
        0,
        "key",
        value,
        headers,
        Optional.empty());
  }
}
