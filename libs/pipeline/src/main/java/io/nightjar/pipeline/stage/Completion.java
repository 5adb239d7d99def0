package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.event.Event;
import io.nightjar.pipeline.event.EventCodec;
import io.nightjar.pipeline.event.EventData;
import io.nightjar.pipeline.event.EventIds;
import io.nightjar.pipeline.event.EventPublisher;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.RecordingFailed;
import io.nightjar.pipeline.event.StageCompleted;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.event.TraceContext;
import java.io.IOException;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Says what a manifest says; the same manifest always gives the same event. */
final class Completion {
  private final EventPublisher publisher;
  private final String source;
  private final String completionType;

  Completion(EventPublisher publisher, String service, String completionType) {
    this.publisher = publisher;
    this.source = "/nightjar/" + service;
    this.completionType = completionType;
  }

  /** Publishes the event and waits for the broker. */
  boolean publish(Manifests.Stored stored, TraceContext trace)
      throws IOException, InterruptedException {
    publisher.send(message(stored, trace));
    return true;
  }

  /**
   * The event as it is published.
   *
   * @throws IllegalArgumentException if it would be too large
   */
  ProducerRecord<String, byte[]> message(Manifests.Stored stored, TraceContext trace) {
    Manifest manifest = stored.manifest();
    return switch (manifest.status()) {
      case COMPLETED, PARTIAL ->
          message(Topics.ARTEFACT_CREATED, completionType, manifest, completed(stored), trace);
      case REJECTED ->
          message(
              Topics.RECORDING_FAILED,
              EventType.RECORDING_FAILED,
              manifest,
              failed(manifest),
              trace);
    };
  }

  private ProducerRecord<String, byte[]> message(
      String topic, String type, Manifest manifest, EventData data, TraceContext trace) {
    String version = new StageVersion(manifest.stage(), manifest.version()).text();
    String id = EventIds.of(type, manifest.recordingId(), version);
    return EventCodec.encode(
        topic, new Event<>(id, type, source, manifest.createdAt(), trace, data));
  }

  private static StageCompleted completed(Manifests.Stored stored) {
    Manifest manifest = stored.manifest();
    return new StageCompleted(
        manifest.recordingId(),
        manifest.device(),
        manifest.source(),
        manifest.stage(),
        manifest.version(),
        manifest.status(),
        manifest.code(),
        stored.object(),
        manifest.artefacts(),
        manifest.summary());
  }

  private static RecordingFailed failed(Manifest manifest) {
    return new RecordingFailed(
        manifest.recordingId(),
        manifest.device(),
        manifest.source(),
        manifest.stage(),
        manifest.version(),
        manifest.code().orElse("unknown"),
        manifest.detail().orElse(""));
  }
}
