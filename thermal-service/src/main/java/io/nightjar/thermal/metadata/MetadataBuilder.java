package io.nightjar.thermal.metadata;

import io.nightjar.cptv.Ending;
import io.nightjar.cptv.Finding;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.file.CptvReader;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Makes the metadata of a recording while somebody reads it. Not thread-safe. */
public final class MetadataBuilder {
  private final Header header;
  private final PixelStatistics pixels = new PixelStatistics();
  private final QualityCheck quality = new QualityCheck();
  private final Timeline timeline;
  private final TemperatureRange temperature = new TemperatureRange();

  /** Starts before the first frame. */
  public MetadataBuilder(Header header) {
    this.header = header;
    this.timeline = new Timeline(header.framesPerSecond());
  }

  /** Returns the heap that one takes, in bytes, whatever the recording. */
  public static long heapBytes() {
    return PixelStatistics.heapBytes();
  }

  /**
   * Looks at the next frame.
   *
   * @param before the frame before it that was no background frame; of the same size, its content
   *     is of no account before the first one
   */
  public void look(Frame frame, Frame before) {
    pixels.add(PixelStatistics.Kind.of(frame), frame.pixels());
    quality.look(frame, before);
    timeline.add(frame);
    temperature.add(frame.temperature());
  }

  /**
   * Returns the metadata.
   *
   * @param recording read to its end
   * @param doubt why the time that the header claims may be wrong, if it may
   */
  public ThermalMetadata finish(CptvReader recording, Optional<String> doubt) {
    return new ThermalMetadata(
        header.version(),
        header.compression().name().toLowerCase(Locale.ROOT),
        header.recordedAt(),
        header.width(),
        header.height(),
        header.framesPerSecond(),
        timeline.seconds(),
        recording.frames(),
        recording.backgroundFrames(),
        timeline.flatFieldCorrections(),
        header
            .preview()
            .map(Duration::toSeconds)
            .map(OptionalLong::of)
            .orElseGet(OptionalLong::empty),
        camera(header),
        location(header),
        pixels.all(),
        pixels.unaffected(),
        pixels.levels(),
        temperature.result(),
        new ThermalMetadata.Declared(
            header.declaredFrameCount(), header.declaredMinimum(), header.declaredMaximum()),
        header.motionConfiguration(),
        end(recording.ending()),
        oddities(recording.findings()),
        quality.flags(doubt),
        ThermalMetadata.DerivedFrom.ALL);
  }

  private static ThermalMetadata.End end(Ending ending) {
    return new ThermalMetadata.End(ending.code(), ending.complete(), ending.description());
  }

  private static ThermalMetadata.Camera camera(Header header) {
    return new ThermalMetadata.Camera(
        header.deviceName(),
        header.deviceId(),
        header.cameraModel(),
        header.cameraBrand(),
        header.cameraSerial(),
        header.firmware());
  }

  private static ThermalMetadata.Location location(Header header) {
    return new ThermalMetadata.Location(
        finite(header.latitude()),
        finite(header.longitude()),
        header.altitude().orElse(0) == 0 ? OptionalDouble.empty() : finite(header.altitude()),
        finite(header.accuracy()),
        header.locatedAt());
  }

  /** JSON has no word for a value that is not a number. */
  private static OptionalDouble finite(OptionalDouble value) {
    return value.isPresent() && Double.isFinite(value.getAsDouble())
        ? value
        : OptionalDouble.empty();
  }

  private static List<ThermalMetadata.Oddity> oddities(List<Finding> findings) {
    return findings.stream()
        .map(
            finding ->
                new ThermalMetadata.Oddity(
                    finding.kind().code(), finding.count(), finding.frame(), finding.detail()))
        .toList();
  }

  /** The lowest and the highest of the temperatures that the frames tell. */
  private static final class TemperatureRange {
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;

    void add(OptionalDouble celsius) {
      if (finite(celsius).isPresent()) {
        minimum = Math.min(minimum, celsius.getAsDouble());
        maximum = Math.max(maximum, celsius.getAsDouble());
      }
    }

    Optional<ThermalMetadata.CameraTemperature> result() {
      return minimum > maximum
          ? Optional.empty()
          : Optional.of(new ThermalMetadata.CameraTemperature(minimum, maximum));
    }
  }
}
