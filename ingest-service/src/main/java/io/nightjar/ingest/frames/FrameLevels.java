package io.nightjar.ingest.frames;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.cptv.Frame;
import io.nightjar.imaging.Histogram;
import io.nightjar.imaging.Levels;
import io.nightjar.ingest.view.ThermalRecording;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.io.IOException;
import java.util.Optional;

/**
 * The contrast of a frame's picture: that of the whole recording where its thermal stage has told
 * it, so that frames can be compared; else the frame's own.
 *
 * @param store where the stage's document lies
 */
record FrameLevels(ObjectStore store) {
  private static final int LARGEST_DOCUMENT = 1 << 20;
  private static final int HIGHEST = 0xFFFF;

  /** Dead and hot pixels are few; they shall not take the contrast from the rest. */
  private static final double LOW_PERCENT = 0.5;

  private static final double HIGH_PERCENT = 99.8;

  /** Less than this, in counts, is mostly noise. */
  private static final int LEAST_SPAN = 60;

  /** The contrast of one frame. */
  Levels of(ThermalRecording recording, Frame frame) throws StoreException {
    Optional<Levels> told =
        recording.metadata().isPresent() ? told(recording.metadata().get()) : Optional.empty();
    return told.orElseGet(() -> own(frame));
  }

  private Optional<Levels> told(ObjectRef metadata) throws StoreException {
    if (metadata.size() > LARGEST_DOCUMENT) {
      return Optional.empty();
    }
    Optional<byte[]> json = store.find(metadata.key(), LARGEST_DOCUMENT);
    return json.flatMap(FrameLevels::read);
  }

  /** Documents of before levels were told have none. */
  private static Optional<Levels> read(byte[] document) {
    try {
      JsonNode levels = Json.read(document, JsonNode.class).path("levels");
      int low = levels.path("low").asInt(-1);
      int high = levels.path("high").asInt(-1);
      return low >= 0 && low < high && high <= HIGHEST
          ? Optional.of(new Levels(low, high))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Levels own(Frame frame) {
    Histogram values = new Histogram();
    for (short pixel : frame.pixels()) {
      values.add(pixel & HIGHEST);
    }
    return Levels.percentiles(values, LOW_PERCENT, HIGH_PERCENT).atLeast(LEAST_SPAN);
  }
}
