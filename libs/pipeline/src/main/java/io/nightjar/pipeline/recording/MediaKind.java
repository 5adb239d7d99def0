package io.nightjar.pipeline.recording;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/** The two kinds of recording, each with a topic and with stages of its own. */
public enum MediaKind {
  THERMAL,
  AUDIO;

  /** All stages that a recording can pass which is received now. */
  public List<String> stages() {
    return switch (this) {
      case THERMAL -> List.of("thermal", "thumbnail", "preview");
      case AUDIO -> List.of("audio", "thumbnail");
    };
  }

  /** The stages of recordings that do not note them: those of the first release, for ever. */
  List<String> firstStages() {
    return switch (this) {
      case THERMAL -> List.of("thermal", "thumbnail");
      case AUDIO -> List.of("audio");
    };
  }

  /** The kind's name in topics and documents. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
