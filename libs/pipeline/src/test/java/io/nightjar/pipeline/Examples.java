package io.nightjar.pipeline;

import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.DeviceEvent;
import io.nightjar.pipeline.event.Event;
import io.nightjar.pipeline.event.EventIds;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.RecordingFailed;
import io.nightjar.pipeline.event.RecordingReceived;
import io.nightjar.pipeline.event.StageCompleted;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.event.TracksClassified;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.recording.SenderClaims;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.trace.TraceContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Recordings and events to test with. */
public final class Examples {
  public static final Instant NOON = Instant.parse("2026-03-04T12:00:00.123456Z");
  public static final DeviceIdentity CAMERA = new DeviceIdentity("forest", "camera-7");
  public static final TraceContext TRACE =
      TraceContext.parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").orElseThrow();
  private static final String SHA_256_OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private Examples() {}

  /** The identity that {@code number} spells in its last digits. */
  public static RecordingId id(int number) {
    return RecordingId.parse(String.format(Locale.ROOT, "017f22e2-79b0-7cc3-98c4-%012x", number))
        .orElseThrow();
  }

  /** A fresh identity. */
  public static RecordingId newId() {
    return RecordingId.next(InstantSource.system());
  }

  /** Stores an upload and tells what is to be accepted. */
  public static Recording upload(ObjectStore store, String content) throws IOException {
    return upload(store, CAMERA, MediaKind.THERMAL, content);
  }

  /** The same of any device. */
  public static Recording upload(ObjectStore store, DeviceIdentity device, String content)
      throws IOException {
    return upload(store, device, MediaKind.THERMAL, content);
  }

  /** The same of any device and kind. */
  public static Recording upload(
      ObjectStore store, DeviceIdentity device, MediaKind kind, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    RecordingId id = newId();
    String key = ObjectKeys.raw(device, NOON, id, "cptv");
    store.put(key, bytes, "application/x-cptv");
    ObjectRef raw =
        new ObjectRef(store.bucket(), key, bytes.length, Sha256.of(bytes), "application/x-cptv");
    return new Recording(id, device, kind, NOON, raw, SenderClaims.NONE);
  }

  /** The event that a recording was received. */
  public static Event<RecordingReceived> received(Recording recording) {
    return new Event<>(
        EventIds.of(EventType.RECORDING_RECEIVED, recording.recordingId(), "received/1"),
        EventType.RECORDING_RECEIVED,
        "/nightjar/ingest-service",
        recording.receivedAt(),
        TRACE,
        RecordingReceived.of(recording));
  }

  /** A recording of which nothing is stored. */
  public static Recording recording(int number) {
    return new Recording(
        id(number), CAMERA, MediaKind.THERMAL, NOON, object("raw/" + number), SenderClaims.NONE);
  }

  /** A reference to an object without bytes. */
  public static ObjectRef object(String key) {
    return new ObjectRef("nightjar", key, 0, SHA_256_OF_NOTHING, "application/octet-stream");
  }

  /** An event of a type. */
  public static <T extends io.nightjar.pipeline.event.EventData> Event<T> event(
      String type, T data) {
    return new Event<>(
        EventIds.of(type, data.recordingId(), "example/1"),
        type,
        "/nightjar/example-service",
        NOON,
        TRACE,
        data);
  }

  /** What a stage says when it is done. */
  public static StageCompleted completed(String stage, Record summary, boolean partial) {
    return new StageCompleted(
        id(1),
        CAMERA,
        object("raw/1"),
        stage,
        "1-5f2b9c01",
        partial ? StageStatus.PARTIAL : StageStatus.COMPLETED,
        partial ? Optional.of("truncated") : Optional.empty(),
        object("derived/1/manifest.json"),
        List.of(new Artefact("metadata.json", object("derived/1/metadata.json"))),
        Optional.empty(),
        Json.tree(summary));
  }

  /** What a device tells of itself. */
  public static Event<DeviceEvent> deviceEvent() {
    DeviceEvent data =
        new DeviceEvent(
            4711, CAMERA, "low-battery", NOON, Optional.of(Json.tree(Map.of("volts", 3.1))));
    String id = EventIds.of(EventType.DEVICE_EVENT, data.subject(), "example/1");
    return new Event<>(id, EventType.DEVICE_EVENT, "/nightjar/ingest-service", NOON, TRACE, data);
  }

  /** What a classifier says: one track of its own, and one that it found in an artefact. */
  public static Event<TracksClassified> classified() {
    TracksClassified data =
        new TracksClassified(
            id(1),
            new TracksClassified.Classifier("warm-mover", "1.0"),
            Optional.of(new TracksClassified.LookedAt("thermal", "3-5f2b9c01", "tracks.json")),
            List.of(
                new TracksClassified.Track(
                    1,
                    List.of(
                        new TracksClassified.Position(9, 0, 91, 2, 3),
                        new TracksClassified.Position(40, 38, 80, 32, 18)),
                    List.of(
                        new TracksClassified.Label("hedgehog", 0.75),
                        new TracksClassified.Label("possum", 0.25))),
                new TracksClassified.Track(
                    2, List.of(), List.of(new TracksClassified.Label("false-positive", 1)))));
    return new Event<>(
        EventIds.of(EventType.TRACKS_CLASSIFIED, data.subject(), "warm-mover/1.0"),
        EventType.TRACKS_CLASSIFIED,
        "/classifiers/warm-mover",
        NOON,
        TRACE,
        data);
  }

  /** What is said of a recording that nothing can be made of. */
  public static RecordingFailed failed() {
    return new RecordingFailed(
        id(1), CAMERA, object("raw/1"), "thermal", "1-5f2b9c01", "not-cptv", "no magic at byte 0");
  }
}
