package io.nightjar.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RecordRepresentationTest {

  @Test
  void aFailedAssertionOnRecordsSaysInALineWhichTheyAre() {
    var headers = new RecordHeaders();
    headers.add("ce_type", "io.nightjar.thermal.decoded.v1".getBytes(UTF_8));
    headers.add("ce_id", "5a1c".getBytes(UTF_8));
    headers.add("traceparent", new byte[4000]);
    var message =
        new ConsumerRecord<>(
            "artefacts",
            2,
            17,
            0,
            TimestampType.CREATE_TIME,
            4,
            300,
            "recording-7",
            new byte[300],
            headers,
            Optional.empty());

    Throwable failure = catchThrowable(() -> assertThat(List.of(message)).hasSize(2));

    assertThat(failure)
        .hasMessageContaining(
            "[artefacts-2@17 key=recording-7 ce_type=io.nightjar.thermal.decoded.v1 ce_id=5a1c 300 bytes]");
    assertThat(failure.getMessage()).hasSizeLessThan(300);
  }
}
