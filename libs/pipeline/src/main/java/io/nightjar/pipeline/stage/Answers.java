package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.event.ClassifiedRecording;
import io.nightjar.pipeline.event.StageCompleted;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.event.TracksClassified;
import io.nightjar.pipeline.event.TracksClassified.LookedAt;
import io.nightjar.pipeline.fault.BrokenContractException;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.util.Comparator;
import java.util.Optional;

/**
 * Classifiers' answers about a recording, each of which is a work of its own. They are none of
 * those that a recording passes: how a recording stands does not depend on them.
 */
public final class Answers {
  /** The name of the stage that keeps them. */
  public static final String STAGE = "classified";

  /** The stage that tells what there is to classify. */
  public static final String THERMAL = "thermal";

  /** Rises whenever the same answer is kept otherwise. */
  public static final StageVersion VERSION = new StageVersion(STAGE, "1");

  /** Answers about one recording that are kept; each is read whenever the recording is shown. */
  public static final int MOST = 20;

  private static final int LARGEST_DOCUMENT = 64 * 1024;

  private Answers() {}

  /** The work that keeps an answer. */
  public static Work work(TracksClassified answer) {
    return new Work(answer.recordingId(), VERSION.with(answer));
  }

  /** What a classifier says, together with the recording that it speaks of. */
  public static StageInput<TracksClassified, ClassifiedRecording> input() {
    return new StageInput<>(TracksClassified.class, Answers::find);
  }

  private static ClassifiedRecording find(TracksClassified answer, ObjectStore store)
      throws StoreException {
    RecordingId id = answer.recordingId();
    if (store.find(ObjectKeys.recording(id), LARGEST_DOCUMENT).isEmpty()) {
      throw new BrokenContractException(
          AnswerFault.UNKNOWN_RECORDING, "there is no recording " + id);
    }
    Manifests manifests = new Manifests(store);
    StageCompleted decoded = decoded(answer, manifests);
    if (manifests.find(work(answer)).isEmpty() && manifests.answers(id) >= MOST) {
      throw new BrokenContractException(
          AnswerFault.TOO_MANY, id + " has " + MOST + " answers already");
    }
    return new ClassifiedRecording(answer, decoded);
  }

  /** That of the version which was looked at; else the newest. */
  private static StageCompleted decoded(TracksClassified answer, Manifests manifests)
      throws StoreException {
    Optional<LookedAt> own = answer.lookedAt().filter(at -> at.stage().equals(THERMAL));
    if (own.isPresent()) {
      LookedAt at = own.get();
      return manifests
          .find(new Work(answer.recordingId(), new StageVersion(THERMAL, at.version())))
          .filter(Answers::isUsable)
          .map(Manifests.Stored::completed)
          .orElseThrow(
              () ->
                  new BrokenContractException(
                      AnswerFault.UNKNOWN_ARTEFACT,
                      answer.recordingId() + " has no " + THERMAL + "/" + at.version()));
    }
    return manifests.of(answer.recordingId(), THERMAL).stream()
        .filter(Answers::isUsable)
        .max(Comparator.comparing(stored -> stored.manifest().createdAt()))
        .map(Manifests.Stored::completed)
        .orElseThrow(
            () ->
                new BrokenContractException(
                    AnswerFault.NOT_DECODED,
                    answer.recordingId() + " has no frames that were decoded"));
  }

  private static boolean isUsable(Manifests.Stored stored) {
    return stored.manifest().status() != StageStatus.REJECTED;
  }
}
