package io.nightjar.thermal.metadata;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Ending;
import io.nightjar.cptv.Finding;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.file.CptvReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/** Reads a recording from its first to its last usable frame, with one frame in memory. */
public final class ThermalDecoder {
  private ThermalDecoder() {}

  /** What a file turned out to be. */
  public sealed interface Decoded {}

  /**
   * A recording, whole or in part: {@link ThermalMetadata#end()} says which.
   *
   * @param metadata what it holds
   */
  public record Recording(ThermalMetadata metadata) implements Decoded {}

  /**
   * No usable header.
   *
   * @param code stable
   * @param detail what is wrong and at which byte
   */
  public record Unreadable(String code, String detail) implements Decoded {}

  /**
   * Decodes a recording.
   *
   * @param in the file as it was uploaded; closed here
   * @param limits what to read of it at most
   * @param spent is told, after each frame, how many pixels it had. What it throws ends the work
   *     and passes unchanged
   * @param reserve is told once, when the header is read and nothing large is taken yet, how many
   *     bytes of heap the work takes at most: those of {@link CptvReader#heapBytes}, for a frame of
   *     4 Mi pixels 43 MiB. It may wait, or throw as above
   * @throws IOException what the source threw
   * @throws InterruptedException if the thread is asked to stop
   */
  public static Decoded decode(
      InputStream in, CptvLimits limits, LongConsumer spent, LongConsumer reserve)
      throws IOException, InterruptedException {
    try (CptvReader reader = CptvReader.open(in, limits)) {
      reserve.accept(reader.heapBytes());
      return new Recording(read(reader, spent));
    } catch (CptvException e) {
      return new Unreadable(e.code(), String.valueOf(e.getMessage()));
    }
  }

  private static ThermalMetadata read(CptvReader reader, LongConsumer spent)
      throws IOException, InterruptedException {
    Header header = reader.header();
    PixelStatistics pixels = new PixelStatistics();
    Timeline timeline = new Timeline(header.framesPerSecond());
    TemperatureRange temperature = new TemperatureRange();
    Frame frame = reader.newFrame();
    while (reader.read(frame)) {
      pixels.add(frame.pixels());
      timeline.add(frame);
      temperature.add(frame.temperature());
      spent.accept(frame.pixels().length);
      if (Thread.interrupted()) {
        throw new InterruptedException("stopped at frame " + frame.number());
      }
    }
    return new ThermalMetadata(
        header.version(),
        header.compression().name().toLowerCase(Locale.ROOT),
        header.recordedAt(),
        header.width(),
        header.height(),
        header.framesPerSecond(),
        timeline.seconds(),
        reader.frames(),
        reader.backgroundFrames(),
        timeline.flatFieldCorrections(),
        header
            .preview()
            .map(Duration::toSeconds)
            .map(OptionalLong::of)
            .orElseGet(OptionalLong::empty),
        camera(header),
        location(header),
        pixels.result(),
        temperature.result(),
        new ThermalMetadata.Declared(
            header.declaredFrameCount(), header.declaredMinimum(), header.declaredMaximum()),
        header.motionConfiguration(),
        end(reader.ending()),
        oddities(reader.findings()));
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
