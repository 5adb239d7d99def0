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
 * @param stages the stages that it is expected to pass, as decided when it was received; empty in
 *     documents of before this was noted
 */
public record Recording(
    RecordingId recordingId,
    DeviceIdentity device,
    MediaKind kind,
    Instant receivedAt,
    ObjectRef raw,
    Optional<List<String>> stages) {

  public Recording {
    stages = stages.map(List::copyOf);
  }

  /** A recording that is received now: it is to pass the stages that its kind has today. */
  public Recording(
      RecordingId recordingId,
      DeviceIdentity device,
      MediaKind kind,
      Instant receivedAt,
      ObjectRef raw) {
    this(recordingId, device, kind, receivedAt, raw, Optional.of(kind.stages()));
  }

  /**
   * The stages that it is expected to pass; where the first rejects it, the others never run. A
   * stage that was added later is none of them.
   */
  public List<String> expectedStages() {
    return stages.orElseGet(kind::firstStages);
  }
}
