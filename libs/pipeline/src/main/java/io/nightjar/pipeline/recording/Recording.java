package io.nightjar.pipeline.recording;

import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.store.ObjectRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An accepted recording, as {@code recordings/{recordingId}.json} keeps it.
 *
 * @param recordingId its identity
 * @param device who made it
 * @param kind which worker takes it
 * @param receivedAt when its last byte came, UTC
 * @param raw the upload, byte for byte
 * @param sender what its sender says of it; empty in documents of before this was noted
 * @param stages the stages that it is expected to pass, as decided when it was received; empty in
 *     documents of before this was noted
 */
public record Recording(
    RecordingId recordingId,
    DeviceIdentity device,
    MediaKind kind,
    Instant receivedAt,
    ObjectRef raw,
    Optional<SenderClaims> sender,
    Optional<List<String>> stages) {

  public Recording {
    stages = stages.map(List::copyOf);
  }

  /** A recording that is received now: it is to pass all stages that its kind has today. */
  public Recording(
      RecordingId recordingId,
      DeviceIdentity device,
      MediaKind kind,
      Instant receivedAt,
      ObjectRef raw,
      SenderClaims sender) {
    this(
        recordingId,
        device,
        kind,
        receivedAt,
        raw,
        Optional.of(sender).filter(claims -> !claims.equals(SenderClaims.NONE)),
        Optional.of(kind.stages()));
  }

  /** The same, which is to pass other stages. */
  public Recording expecting(List<String> others) {
    return new Recording(recordingId, device, kind, receivedAt, raw, sender, Optional.of(others));
  }

  /** When it began, as far as was known when it was received. */
  public RecordedTime recordedByReceipt() {
    return recorded(sender, kind, receivedAt);
  }

  /** When a recording began, as far as is known from its receipt. */
  public static RecordedTime recorded(
      Optional<SenderClaims> sender, MediaKind kind, Instant receivedAt) {
    return sender
        .flatMap(SenderClaims::recordedAt)
        .map(at -> RecordedTime.claimed(at, RecordedTime.Source.CLIENT, kind, receivedAt))
        .orElseGet(() -> RecordedTime.received(receivedAt));
  }

  /**
   * The stages that it is expected to pass; where the first rejects it, the others never run. A
   * stage that was added later is none of them.
   */
  public List<String> expectedStages() {
    return stages.orElseGet(kind::firstStages);
  }

  /**
   * The place of a stage among those that are expected, from 0; one that was added later is last.
   */
  public int placeOf(String stage) {
    int place = expectedStages().indexOf(stage);
    return place < 0 ? expectedStages().size() : place;
  }
}
