package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.event.Event;
import io.nightjar.pipeline.event.EventCodec;
import io.nightjar.pipeline.event.EventData;
import io.nightjar.pipeline.event.EventIds;
import io.nightjar.pipeline.event.EventPublisher;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.LogException;
import io.nightjar.pipeline.event.RecordingFailed;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.trace.TraceContext;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Says what a manifest says; the same manifest always gives the same event. */
final class Completion {
  /** Giving up is another effect than rejecting, so its event has another id. */
  private static final String GIVEN_UP = "/given-up";

  private final EventPublisher publisher;
  private final String source;
  private final String completionType;

  Completion(EventPublisher publisher, String service, String completionType) {
    this.publisher = publisher;
    this.source = "/nightjar/" + service;
    this.completionType = completionType;
  }

  /** Publishes the event and waits for the broker. */
  void publish(Manifests.Stored stored, TraceContext trace)
      throws LogException, InterruptedException {
    publisher.send(message(stored, trace));
  }

  /** Says that a work was given up, and waits for the broker. */
  void publishGivenUp(Manifest rejection, TraceContext trace)
      throws LogException, InterruptedException {
    String step = rejection.work().version().text() + GIVEN_UP;
    publisher.send(
        message(
            Topics.RECORDING_FAILED,
            EventType.RECORDING_FAILED,
            step,
            rejection,
            failed(rejection),
            trace));
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
          message(
              Topics.ARTEFACT_CREATED,
              completionType,
              manifest.work().version().text(),
              manifest,
              stored.completed(),
              trace);
      case REJECTED ->
          message(
              Topics.RECORDING_FAILED,
              EventType.RECORDING_FAILED,
              manifest.work().version().text(),
              manifest,
              failed(manifest),
              trace);
    };
  }

  private ProducerRecord<String, byte[]> message(
      String topic,
      String type,
      String step,
      Manifest manifest,
      EventData data,
      TraceContext trace) {
    String id = EventIds.of(type, manifest.recordingId(), step);
    return EventCodec.encode(
        topic, new Event<>(id, type, source, manifest.createdAt(), trace, data));
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
