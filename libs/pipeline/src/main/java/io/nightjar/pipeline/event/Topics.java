package io.nightjar.pipeline.event;

import io.nightjar.pipeline.event.TopicSpec.Retention;
import io.nightjar.pipeline.recording.MediaKind;
import java.util.List;

/** The one place that knows the topics' names, and what they are made for. */
public final class Topics {
  /** All artefacts, of all stages. */
  public static final String ARTEFACT_CREATED = "nightjar.artefact.created";

  /** Final outcomes of recordings of which a stage could make nothing. */
  public static final String RECORDING_FAILED = "nightjar.recording.failed";

  /** What classifiers say of what they saw; they publish it, whoever they are. */
  public static final String TRACKS_CLASSIFIED = "nightjar.tracks.classified";

  /** What devices tell of themselves. */
  public static final String DEVICE_EVENT = "nightjar.device.event";

  /** What somebody asks to be made of a recording. */
  public static final String RENDER_REQUESTED = "nightjar.render.requested";

  private static final String DEAD_LETTERS = ".dlq";
  private static final String RETRIES = ".retry";
  private static final int KIB = 1024;

  /** An event's data stay below 16 KiB; its headers and a producer's batch want room too. */
  private static final int LARGEST_EVENT = 64 * KIB;

  /** What a broker takes where nothing else is said. */
  private static final int LARGEST_BY_DEFAULT = 1_048_588;

  /** A record that is put aside is its original, which may be as large as a broker takes. */
  private static final int LARGEST_ORIGINAL = KafkaSettings.LARGEST_MESSAGE;

  private static final List<TopicSpec> SHARED =
      List.of(
          new TopicSpec(received(MediaKind.THERMAL), Retention.EVENTS, LARGEST_EVENT),
          new TopicSpec(received(MediaKind.AUDIO), Retention.EVENTS, LARGEST_EVENT),
          new TopicSpec(ARTEFACT_CREATED, Retention.EVENTS, LARGEST_EVENT),
          new TopicSpec(RECORDING_FAILED, Retention.EVENTS, LARGEST_EVENT),
          new TopicSpec(TRACKS_CLASSIFIED, Retention.EVENTS, LARGEST_EVENT),
          new TopicSpec(DEVICE_EVENT, Retention.EVENTS, LARGEST_EVENT),
          new TopicSpec(RENDER_REQUESTED, Retention.EVENTS, LARGEST_EVENT));

  private Topics() {}

  /** Where accepted recordings of a kind are announced. */
  public static String received(MediaKind kind) {
    return "nightjar.recording.received." + kind.text();
  }

  /**
   * Where a service leaves the events that it can't handle.
   *
   * @param service the service's name, for example {@code thermal-service}
   */
  public static String deadLetters(String service) {
    return "nightjar." + service + DEAD_LETTERS;
  }

  /**
   * Where a service puts what its machine failed on, for any of its replicas to try again.
   *
   * @param service the service's name, for example {@code thermal-service}
   */
  public static String retries(String service) {
    return "nightjar." + service + RETRIES;
  }

  /** What a topic is made for, by its name. */
  public static TopicSpec spec(String topic) {
    if (topic.endsWith(DEAD_LETTERS)) {
      return new TopicSpec(topic, Retention.DEAD_LETTERS, LARGEST_ORIGINAL);
    }
    if (topic.endsWith(RETRIES)) {
      return new TopicSpec(topic, Retention.EVENTS, LARGEST_ORIGINAL);
    }
    return SHARED.stream()
        .filter(spec -> spec.name().equals(topic))
        .findFirst()
        .orElseGet(() -> new TopicSpec(topic, Retention.EVENTS, LARGEST_BY_DEFAULT));
  }

  /** Every topic that is no service's own. */
  public static List<String> all() {
    return SHARED.stream().map(TopicSpec::name).toList();
  }
}
