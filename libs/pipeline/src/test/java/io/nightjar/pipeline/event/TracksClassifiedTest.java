package io.nightjar.pipeline.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pipeline.Examples;
import io.nightjar.pipeline.event.TracksClassified.Classifier;
import io.nightjar.pipeline.event.TracksClassified.Label;
import io.nightjar.pipeline.event.TracksClassified.Position;
import io.nightjar.pipeline.event.TracksClassified.Track;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes from programs that are not ours is looked at before it is believed. */
class TracksClassifiedTest {
  private static final String GOOD =
      """
      {"recordingId":"017f22e2-79b0-7cc3-98c4-000000000001",
       "classifier":{"name":"warm-mover","version":"1.0"},
       "tracks":[{"id":1,
         "positions":[{"frame":9,"x":0,"y":91,"width":2,"height":3},
                      {"frame":40,"x":38,"y":80,"width":32,"height":18}],
         "labels":[{"label":"hedgehog","confidence":0.75}]}]}
      """;

  @Test
  void isReadAsItWasPublished() {
    Event<TracksClassified> event = Examples.classified();

    EventCodec.Decoded decoded = decode(EventCodec.encode(Topics.TRACKS_CLASSIFIED, event).value());

    assertThat(decoded)
        .isInstanceOfSatisfying(
            EventCodec.Understood.class,
            understood -> assertThat(understood.event()).isEqualTo(event));
  }

  @Test
  void isKeyedByItsRecording() {
    ProducerRecord<String, byte[]> message =
        EventCodec.encode(Topics.TRACKS_CLASSIFIED, Examples.classified());

    assertThat(message.key()).isEqualTo(Examples.id(1).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"name\":\"warm-mover\"'   | '\"name\":\"warm mover\"'  | a classifier's name is",
        "'\"version\":\"1.0\"'       | '\"version\":\"\"'         | a classifier's version is",
        "'\"id\":1'                  | '\"id\":0'                 | a track's id is at least 1",
        "'\"frame\":40'              | '\"frame\":9'              | not by ascending frame number",
        "'\"frame\":9'               | '\"frame\":-1'             | a frame's number is at least 0",
        "'\"width\":2'               | '\"width\":0'              | a box lies within its frame",
        "'\"x\":38'                  | '\"x\":65535'              | a box lies within its frame",
        "'0.75'                      | '1.01'                     | a confidence is 0…1: 1.01",
        "'0.75'                      | '\"NaN\"'                  | a confidence is 0…1: NaN",
        "'\"hedgehog\"'              | '\" \"'                    | a label has 1…64 characters",
        "'{\"label\":\"hedgehog\",\"confidence\":0.75}' | ''      | must have 1…10 labels",
        "'0.75}'                     | '0.75},{\"label\":\"hedgehog\",\"confidence\":0}' | has a label twice",
        "'\"tracks\":'               | '\"paths\":'               | tracks",
        "'\"recordingId\":'          | '\"id\":'                  | recordingId",
      })
  void saysWhichRuleIsBroken(String right, String wrong, String rule) {
    String broken = GOOD.replace(right, wrong);
    assertThat(broken).isNotEqualTo(GOOD);

    EventCodec.Decoded decoded = decode(broken.getBytes(UTF_8));

    assertThat(decoded)
        .isInstanceOfSatisfying(
            EventCodec.Unreadable.class, no -> assertThat(no.why()).contains(rule));
  }

  @Test
  void aTrackWithoutPositionsSaysWhoseItIs() {
    String broken = GOOD.replaceAll("(?s)\"positions\":\\[.*?\\]", "\"positions\":[]");

    EventCodec.Decoded decoded = decode(broken.getBytes(UTF_8));

    assertThat(decoded)
        .isInstanceOfSatisfying(
            EventCodec.Unreadable.class,
            no -> assertThat(no.why()).contains("lookedAt does not say whose id that is"));
  }

  @Test
  void asMuchAsIsAllowedFitsAnEventIfEachTrackHasItsEnds() {
    List<Track> most =
        IntStream.rangeClosed(1, TracksClassified.MOST_TRACKS)
            .mapToObj(
                id ->
                    new Track(
                        id,
                        List.of(
                            new Position(100_000, 639, 479, 640, 480),
                            new Position(999_999, 639, 479, 640, 480)),
                        List.of(new Label("x".repeat(64), 0.123456789))))
            .toList();
    TracksClassified data =
        new TracksClassified(
            Examples.id(1), new Classifier("c".repeat(64), "1"), Optional.empty(), most);

    byte[] bytes = EventCodec.encode("topic", event(data)).value();

    assertThat(bytes.length).isLessThanOrEqualTo(EventCodec.LARGEST_DATA);
  }

  private static Event<TracksClassified> event(TracksClassified data) {
    return new Event<>(
        "id", EventType.TRACKS_CLASSIFIED, "/classifiers/c", Examples.NOON, Examples.TRACE, data);
  }

  /** As it comes from the topic, with the headers of an example. */
  private static EventCodec.Decoded decode(byte[] data) {
    ProducerRecord<String, byte[]> example =
        EventCodec.encode(Topics.TRACKS_CLASSIFIED, Examples.classified());
    ConsumerRecord<String, byte[]> message =
        new ConsumerRecord<>(example.topic(), 0, 0, example.key(), data);
    example.headers().forEach(message.headers()::add);
    return EventCodec.decode(message, EventType.TRACKS_CLASSIFIED, TracksClassified.class);
  }
}
