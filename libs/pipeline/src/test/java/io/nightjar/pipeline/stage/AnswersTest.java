package io.nightjar.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Examples;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.event.ClassifiedRecording;
import io.nightjar.pipeline.event.Event;
import io.nightjar.pipeline.event.EventIds;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.TracksClassified;
import io.nightjar.pipeline.event.TracksClassified.Classifier;
import io.nightjar.pipeline.event.TracksClassified.Label;
import io.nightjar.pipeline.event.TracksClassified.LookedAt;
import io.nightjar.pipeline.event.TracksClassified.Position;
import io.nightjar.pipeline.event.TracksClassified.Track;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.store.ObjectKeys;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Answers of classifiers: which are kept, and what becomes of the others. */
@ExtendWith(BrokerAndStore.class)
@Timeout(180)
@Tag("process")
class AnswersTest extends StageTestBed {
  private static final Track HEDGEHOG =
      new Track(1, List.of(new Position(9, 0, 91, 2, 3)), List.of(new Label("hedgehog", 0.75)));

  AnswersTest(Sandbox sandbox) {
    super(sandbox);
  }

  /** Keeps whatever comes. */
  private record Keeping() implements Stage<ClassifiedRecording> {
    private record Facts(int tracks) {}

    @Override
    public StageVersion version() {
      return Answers.VERSION;
    }

    @Override
    public Optional<Record> furtherInput(ClassifiedRecording event) {
      return Optional.of(event.answer());
    }

    @Override
    public StageOutcome work(StageContext<ClassifiedRecording> context) {
      return new StageOutcome.Completed(new Facts(context.event().answer().tracks().size()));
    }
  }

  @Test
  void anAnswerIsOneWorkHoweverOftenItComes() throws Exception {
    RecordingId id = decoded();
    TracksClassified answer = answer(id, "1.0", Optional.empty());
    publish(answer);
    publish(answer);

    keep();

    assertThat(new Manifests(store).find(Answers.work(answer))).isPresent();
    assertThat(new Manifests(store).standing(id).answers()).hasSize(1);
    assertThat(sandbox.read(deadLetters, id)).isEmpty();
    assertThat(
            completions(id).stream()
                .filter(
                    event ->
                        Sandbox.header(event, "ce_type").equals(EventType.RECORDING_CLASSIFIED))
                .map(event -> Sandbox.header(event, "ce_id"))
                .distinct())
        .hasSize(1);
  }

  @Test
  void anotherAnswerStandsBesideTheFirstAndNeitherIsAStageThatRecordingsPass() throws Exception {
    RecordingId id = decoded();
    publish(answer(id, "1.0", Optional.empty()));
    publish(answer(id, "2.0", Optional.empty()));

    keep();

    assertThat(new Manifests(store).standing(id).answers()).hasSize(2);
    assertThat(new Manifests(store).newest(id)).extracting(Manifest::stage).containsOnly("thermal");
  }

  @Test
  void anAnswerAboutNoRecordingIsADeadLetter() throws Exception {
    RecordingId id = Examples.newId();
    publish(answer(id, "1.0", Optional.empty()));

    keep();

    assertThat(cause(id)).isEqualTo("unknown-recording");
  }

  @Test
  void anAnswerAboutARecordingWithoutFramesIsADeadLetter() throws Exception {
    RecordingId id = received();
    publish(answer(id, "1.0", Optional.empty()));

    keep();

    assertThat(cause(id)).isEqualTo("not-decoded");
  }

  @Test
  void anAnswerAboutAVersionThatThereIsNotIsADeadLetter() throws Exception {
    RecordingId id = decoded();
    publish(answer(id, "1.0", Optional.of(new LookedAt("thermal", "9-00000000", "tracks.json"))));

    keep();

    assertThat(cause(id)).isEqualTo("unknown-artefact");
  }

  @Test
  void asManyAnswersAsAreShownAreKept() throws Exception {
    RecordingId id = decoded();
    for (int version = 1; version <= Answers.MOST; version++) {
      publish(answer(id, "1." + version, Optional.empty()));
    }
    keep();
    publish(answer(id, "2.0", Optional.empty()));

    keep();

    assertThat(new Manifests(store).standing(id).answers()).hasSize(Answers.MOST);
    assertThat(cause(id)).isEqualTo("too-many-answers");
  }

  private void keep() {
    List<StageBinding<?>> stages =
        List.of(
            new StageBinding<>(
                new Keeping(),
                topic,
                EventType.TRACKS_CLASSIFIED,
                Answers.input(),
                EventType.RECORDING_CLASSIFIED));
    try (var _ =
        new RunningStage(sandbox, store, service, "", stages, PATIENT, RunningStage.WORKS)) {
      awaitCommitted();
    }
  }

  /** A recording that was received, and no more. */
  private RecordingId received() throws Exception {
    Recording recording = Examples.upload(store, "kiwi");
    store.put(
        ObjectKeys.recording(recording.recordingId()),
        Json.document(recording),
        "application/json");
    return recording.recordingId();
  }

  /** A recording that the thermal stage has ended with. */
  private RecordingId decoded() throws Exception {
    Recording recording = announce("kiwi");
    store.put(
        ObjectKeys.recording(recording.recordingId()),
        Json.document(recording),
        "application/json");
    runUntilCommitted(upperCase);
    return recording.recordingId();
  }

  private static TracksClassified answer(
      RecordingId id, String version, Optional<LookedAt> lookedAt) {
    return new TracksClassified(
        id, new Classifier("warm-mover", version), lookedAt, List.of(HEDGEHOG));
  }

  private void publish(TracksClassified answer) throws Exception {
    String classifier = answer.classifier().name() + "/" + answer.classifier().version();
    sandbox
        .publisher()
        .publish(
            topic,
            new Event<>(
                EventIds.of(EventType.TRACKS_CLASSIFIED, answer.subject(), classifier),
                EventType.TRACKS_CLASSIFIED,
                "/classifiers/warm-mover",
                Examples.NOON,
                Examples.TRACE,
                answer));
  }

  private String cause(RecordingId id) {
    ConsumerRecord<String, byte[]> letter = only(sandbox.read(deadLetters, id));
    return Sandbox.header(letter, "nightjar_cause");
  }
}
