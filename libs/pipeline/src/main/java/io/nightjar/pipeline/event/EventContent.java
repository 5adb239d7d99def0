package io.nightjar.pipeline.event;

/** What an event says, and what it is about. */
public sealed interface EventContent permits EventData, DeviceEvent, TracksClassified {
  /**
   * The key of its message, and the subject of the event: the id of a recording, or of a device.
   */
  String subject();
}
