package io.nightjar.pipeline.event;

import io.nightjar.pipeline.recording.MediaKind;
import java.util.List;

/** The one place that knows the topics' names. */
public final class Topics {
  /** All artefacts, of all stages. */
  public static final String ARTEFACT_CREATED = "nightjar.artefact.created";

  /** Final outcomes of recordings of which a stage could make nothing. */
  public static final String RECORDING_FAILED = "nightjar.recording.failed";

  private static final String DEAD_LETTERS = ".dlq";
  private static final String RETRIES = ".retry";

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

  static boolean isDeadLetters(String topic) {
    return topic.endsWith(DEAD_LETTERS);
  }

  /** Every topic but the dead letters. */
  public static List<String> all() {
    return List.of(
        received(MediaKind.THERMAL), received(MediaKind.AUDIO), ARTEFACT_CREATED, RECORDING_FAILED);
  }
}
