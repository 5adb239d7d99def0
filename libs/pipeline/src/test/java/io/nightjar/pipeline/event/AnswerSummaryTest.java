package io.nightjar.pipeline.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pipeline.Examples;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.event.TracksClassified.Classifier;
import io.nightjar.pipeline.event.TracksClassified.Label;
import io.nightjar.pipeline.event.TracksClassified.LookedAt;
import io.nightjar.pipeline.event.TracksClassified.Track;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.store.ObjectRef;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerSummaryTest {
  private static final DeviceIdentity LONGEST_NAMES =
      new DeviceIdentity("\u6f22".repeat(128), "\u6f22".repeat(128));

  /** 63 characters are the most of a bucket, 500 more than any key of ours has. */
  private static final ObjectRef OBJECT =
      new ObjectRef("b".repeat(63), "k".repeat(500), 1 << 20, "0".repeat(64), "application/json");

  /** Control characters are the longest in JSON, six bytes each. */
  @ParameterizedTest
  @ValueSource(strings = {"\u0001", "\u6f22", "\uD83E\uDD89"})
  void whatIsSaidOfTheLongestAnswerFitsAnEvent(String character) {
    AnswerSummary summary =
        AnswerSummary.of(
            new ClassifiedRecording(
                longest(character.repeat(64)),
                completed("thermal", List.of(), new Facts(Optional.empty()))));

    StageCompleted said =
        completed(
            "classified",
            List.of(new Artefact("answer.json", OBJECT)),
            new Facts(Optional.of(summary)));

    assertThat(summary.tracks()).hasSize(AnswerSummary.MOST_TRACKS);
    assertThat(Json.bytes(said).length).isLessThanOrEqualTo(EventCodec.LARGEST_DATA);
  }

  private record Facts(Optional<AnswerSummary> answer) {}

  private static TracksClassified longest(String label) {
    String name = "n".repeat(64);
    return new TracksClassified(
        Examples.id(1),
        new Classifier(name, name),
        Optional.of(new LookedAt(name, name, name)),
        IntStream.rangeClosed(1_000_001, 1_000_000 + TracksClassified.MOST_TRACKS)
            .mapToObj(id -> new Track(id, List.of(), List.of(new Label(label, 0.123456789012345))))
            .toList());
  }

  private static StageCompleted completed(String stage, List<Artefact> artefacts, Record summary) {
    return new StageCompleted(
        Examples.id(1),
        LONGEST_NAMES,
        OBJECT,
        stage,
        "1-5f2b9c01-0123abcd",
        StageStatus.COMPLETED,
        Optional.empty(),
        OBJECT,
        artefacts,
        Optional.empty(),
        Json.tree(summary));
  }
}
