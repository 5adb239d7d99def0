package io.nightjar.thermal.preview.video;

import java.io.IOException;

/** Where boxes of tracks come from, once there is memory for them. */
public interface BoxSource {

  /** No boxes. */
  BoxSource NONE = of(TrackBoxes.NONE);

  /** The heap that reading them takes at most, in bytes. */
  long heapBytes();

  /** Reads them; called once. */
  TrackBoxes read() throws IOException;

  /** Boxes that are known. */
  static BoxSource of(TrackBoxes boxes) {
    return new BoxSource() {
      @Override
      public long heapBytes() {
        return 0;
      }

      @Override
      public TrackBoxes read() {
        return boxes;
      }
    };
  }
}
