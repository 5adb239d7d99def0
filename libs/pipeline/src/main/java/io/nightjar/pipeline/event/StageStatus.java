package io.nightjar.pipeline.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a stage ended, once and for all. */
public enum StageStatus {
  /** All of the recording was usable. */
  COMPLETED,
  /** The recording is damaged; what could be used was used. */
  PARTIAL,
  /** Nothing could be made of the recording. */
  REJECTED;

  /** The status in events and documents. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
