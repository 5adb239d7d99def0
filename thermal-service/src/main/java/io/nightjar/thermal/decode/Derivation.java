package io.nightjar.thermal.decode;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.imaging.Size;
import io.nightjar.motion.RecordingTracker;
import io.nightjar.thermal.metadata.MetadataBuilder;
import io.nightjar.thermal.telemetry.Telemetry;
import io.nightjar.thermal.tracks.TracksDocument;
import java.util.Optional;

/** All that looks at the frames of one recording, in the order in which they come. */
final class Derivation {
  private final Size size;
  private final MetadataBuilder metadata;
  private final Optional<Telemetry> telemetry;
  private final Optional<RecordingTracker> tracker;

  Derivation(Header header, CptvLimits limits, ThermalParameters parameters) {
    int mostFrames = mostFrames(header, limits);
    this.size = new Size(header.width(), header.height());
    this.metadata = new MetadataBuilder(header);
    this.telemetry =
        parameters.telemetry()
            ? Optional.of(new Telemetry(header.framesPerSecond(), mostFrames))
            : Optional.empty();
    this.tracker = parameters.tracks().map(most -> new RecordingTracker(header, most));
  }

  /** The heap that one takes at most, in bytes. */
  static long heapBytes(Header header, CptvLimits limits, ThermalParameters parameters) {
    int mostFrames = mostFrames(header, limits);
    return MetadataBuilder.heapBytes()
        + (parameters.telemetry() ? Telemetry.heapBytes(mostFrames) : 0)
        + parameters
            .tracks()
            .map(most -> RecordingTracker.heapBytes(header, most, mostFrames))
            .orElse(0L);
  }

  /** As many frames of this size as the limits let through. */
  private static int mostFrames(Header header, CptvLimits limits) {
    long pixels = (long) header.width() * header.height();
    return (int) Math.min(limits.maxFrames(), limits.maxTotalPixels() / pixels);
  }

  void look(Frame frame, Frame before) {
    metadata.look(frame, before);
    telemetry.ifPresent(columns -> columns.look(frame));
    tracker.ifPresent(motion -> motion.look(frame));
  }

  MetadataBuilder metadata() {
    return metadata;
  }

  Optional<Telemetry> telemetry() {
    return telemetry;
  }

  /** What moved, if that is wanted. To be called once, after the last frame. */
  Optional<TracksDocument> finishTracks() {
    return tracker.map(
        motion -> new TracksDocument(size, motion.frames(), motion.limits(), motion.finish()));
  }
}
