package io.nightjar.thermal.decode;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.thermal.metadata.MetadataBuilder;
import io.nightjar.thermal.telemetry.Telemetry;
import io.nightjar.thermal.tracks.TrackFinder;
import java.util.Optional;

/** All that looks at the frames of one recording, in the order in which they come. */
final class Derivation {
  private final MetadataBuilder metadata;
  private final Optional<Telemetry> telemetry;
  private final Optional<TrackFinder> tracks;

  Derivation(Header header, CptvLimits limits, ThermalParameters parameters) {
    int mostFrames = mostFrames(header, limits);
    this.metadata = new MetadataBuilder(header);
    this.telemetry =
        parameters.telemetry()
            ? Optional.of(new Telemetry(header.framesPerSecond(), mostFrames))
            : Optional.empty();
    this.tracks = parameters.tracks().map(most -> new TrackFinder(header, most));
  }

  /** The heap that one takes at most, in bytes. */
  static long heapBytes(Header header, CptvLimits limits, ThermalParameters parameters) {
    int mostFrames = mostFrames(header, limits);
    return MetadataBuilder.heapBytes()
        + (parameters.telemetry() ? Telemetry.heapBytes(mostFrames) : 0)
        + parameters
            .tracks()
            .map(most -> TrackFinder.heapBytes(header, most, mostFrames))
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
    tracks.ifPresent(finder -> finder.look(frame));
  }

  MetadataBuilder metadata() {
    return metadata;
  }

  Optional<Telemetry> telemetry() {
    return telemetry;
  }

  Optional<TrackFinder> tracks() {
    return tracks;
  }
}
