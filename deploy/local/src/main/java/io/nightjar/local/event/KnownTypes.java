package io.nightjar.local.event;

import io.nightjar.local.terminal.Failure;
import io.nightjar.pipeline.event.EventType;
import java.util.List;
import java.util.function.Predicate;

/** The types of events that there are, as {@code docs/events} describes them. */
public final class KnownTypes {
  /** All of them, in the order in which a recording meets them. */
  public static final List<String> ALL =
      List.of(
          EventType.RECORDING_RECEIVED,
          EventType.THERMAL_DECODED,
          EventType.THUMBNAIL_RENDERED,
          EventType.PREVIEW_RENDERED,
          EventType.SPECTROGRAM_RENDERED,
          EventType.RENDER_REQUESTED,
          EventType.RECORDING_RENDERED,
          EventType.RECORDING_FAILED,
          EventType.TRACKS_CLASSIFIED,
          EventType.RECORDING_CLASSIFIED,
          EventType.DEVICE_EVENT);

  private static final String PREFIX = "io.nightjar.";
  private static final String VERSION = "\\.v\\d+$";

  private KnownTypes() {}

  /**
   * Lets events through whose type is, or contains, a text.
   *
   * @throws Failure of a wrong use that names the types if that can be none
   */
  public static Predicate<StackEvent> filter(String text) {
    if (ALL.stream().noneMatch(type -> type.contains(text))) {
      throw Failure.usage(
          "no type of event is, or contains, "
              + text
              + "; the types are:\n  "
              + String.join("\n  ", ALL));
    }
    return event -> event.type().contains(text);
  }

  /** A type without what all have in common, for example {@code thermal.decoded}. */
  static String shortName(String type) {
    String name = type.startsWith(PREFIX) ? type.substring(PREFIX.length()) : type;
    return name.replaceFirst(VERSION, "");
  }
}
