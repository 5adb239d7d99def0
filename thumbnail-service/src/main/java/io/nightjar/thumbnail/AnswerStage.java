package io.nightjar.thumbnail;

import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.event.AnswerSummary;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.ClassifiedRecording;
import io.nightjar.pipeline.event.TracksClassified;
import io.nightjar.pipeline.fault.BrokenContractException;
import io.nightjar.pipeline.stage.AnswerFault;
import io.nightjar.pipeline.stage.Answers;
import io.nightjar.pipeline.stage.Stage;
import io.nightjar.pipeline.stage.StageContext;
import io.nightjar.pipeline.stage.StageOutcome;
import io.nightjar.pipeline.stage.StageVersion;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.thumbnail.document.RecordingFacts;
import io.nightjar.thumbnail.document.TracksDocument;
import io.nightjar.thumbnail.seen.FrameFacts;
import io.nightjar.thumbnail.seen.SeenTrack;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps what a classifier says of a recording, if it can be said of that recording. An answer that
 * can't becomes a dead letter.
 */
final class AnswerStage implements Stage<ClassifiedRecording> {
  /** The answer as it was published. */
  static final String NAME = "answer.json";

  private static final String MEDIA_TYPE = "application/json";
  private static final long READING_HEAP_BYTES = 1 << 20;

  @Override
  public StageVersion version() {
    return Answers.VERSION;
  }

  @Override
  public Optional<Record> furtherInput(ClassifiedRecording event) {
    return Optional.of(event.answer());
  }

  @Override
  public StageOutcome work(StageContext<ClassifiedRecording> context) throws IOException {
    TracksClassified answer = context.event().answer();
    check(answer, context);
    context.add(NAME, MEDIA_TYPE, Json.document(answer));
    return new StageOutcome.Completed(AnswerSummary.of(context.event()));
  }

  private static void check(TracksClassified answer, StageContext<ClassifiedRecording> context)
      throws IOException {
    Optional<RecordingFacts> facts = facts(context);
    facts.ifPresent(of -> checkPositions(answer, of));
    if (ClassifierAnswer.isOfOurTracks(answer)) {
      Set<Integer> known = facts.isPresent() ? ids(context, facts.get()) : Set.of();
      for (TracksClassified.Track track : answer.tracks()) {
        if (!known.contains(track.id())) {
          throw new BrokenContractException(
              AnswerFault.UNKNOWN_TRACK,
              "there is no track " + track.id() + " in " + TracksDocument.NAME);
        }
      }
    }
  }

  /** Empty where the thermal stage was told not to make them. */
  private static Optional<RecordingFacts> facts(StageContext<ClassifiedRecording> context)
      throws IOException {
    Optional<ObjectRef> metadata = named(RecordingFacts.NAME, context.event());
    return metadata.isEmpty()
        ? Optional.empty()
        : context.document(metadata.get(), RecordingFacts.MOST_BYTES).map(RecordingFacts::read);
  }

  private static void checkPositions(TracksClassified answer, RecordingFacts facts) {
    for (TracksClassified.Track track : answer.tracks()) {
      for (TracksClassified.Position at : track.positions()) {
        if (at.frame() >= facts.frames()
            || at.x() + at.width() > facts.size().width()
            || at.y() + at.height() > facts.size().height()) {
          throw new BrokenContractException(
              AnswerFault.OUTSIDE_RECORDING,
              "track "
                  + track.id()
                  + " is where the recording has no pixels, in frame "
                  + at.frame());
        }
      }
    }
  }

  private static Set<Integer> ids(StageContext<ClassifiedRecording> context, RecordingFacts facts)
      throws IOException {
    ObjectRef tracks =
        named(TracksDocument.NAME, context.event())
            .orElseThrow(
                () ->
                    new BrokenContractException(
                        AnswerFault.UNKNOWN_ARTEFACT, "there is no " + TracksDocument.NAME));
    context.reserve(TracksDocument.HEAP_PER_BYTE * tracks.size() + READING_HEAP_BYTES);
    try (InputStream in = context.open(tracks)) {
      return TracksDocument.read(in, facts, new FrameFacts()).tracks().stream()
          .map(SeenTrack::id)
          .collect(Collectors.toSet());
    }
  }

  private static Optional<ObjectRef> named(String name, ClassifiedRecording event) {
    return event.decoded().artefacts().stream()
        .filter(artefact -> artefact.name().equals(name))
        .map(Artefact::object)
        .findFirst();
  }
}
