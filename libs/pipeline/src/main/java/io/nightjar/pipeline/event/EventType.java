package io.nightjar.pipeline.event;

/** The types of events; a change that old readers can't follow gets a new type. */
public final class EventType {
  public static final String RECORDING_RECEIVED = "io.nightjar.recording.received.v1";
  public static final String RECORDING_FAILED = "io.nightjar.recording.failed.v1";
  public static final String THERMAL_DECODED = "io.nightjar.thermal.decoded.v1";
  public static final String THUMBNAIL_RENDERED = "io.nightjar.thumbnail.rendered.v1";
  public static final String PREVIEW_RENDERED = "io.nightjar.preview.rendered.v1";
  public static final String SPECTROGRAM_RENDERED = "io.nightjar.spectrogram.rendered.v1";

  public static final String RENDER_REQUESTED = "io.nightjar.render.requested.v1";
  public static final String RECORDING_RENDERED = "io.nightjar.recording.rendered.v1";

  /** An answer of a classifier is kept. */
  public static final String RECORDING_CLASSIFIED = "io.nightjar.recording.classified.v1";

  /** Published by classifiers, not by a service. */
  public static final String TRACKS_CLASSIFIED = "io.nightjar.tracks.classified.v1";

  public static final String DEVICE_EVENT = "io.nightjar.device.event.v1";

  private EventType() {}

  /** The name of the JSON Schema that the data of a type follow. */
  public static String schema(String type) {
    return "urn:nightjar:schema:" + type;
  }
}
