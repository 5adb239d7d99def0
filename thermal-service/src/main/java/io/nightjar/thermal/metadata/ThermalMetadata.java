package io.nightjar.thermal.metadata;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The content of {@code metadata.json}: names are whole words, units stand in the names.
 *
 * @param formatVersion version byte of the file, 1…3
 * @param compression {@code raw} or {@code delta}
 * @param recordedAt start of the recording, UTC, as the camera claims: a finding {@code
 *     timestamp-implausible} says where that can't be true; absent where it is no date of
 *     four-digit years
 * @param width columns
 * @param height rows
 * @param framesPerSecond nominal rate
 * @param durationSeconds from the first frame's beginning to the last one's end, gaps included
 * @param frames decoded frames, background frames included
 * @param backgroundFrames of these, background frames
 * @param flatFieldCorrections times that the shutter calibrated the sensor during the recording
 * @param previewSeconds how much of the start lies before the trigger
 * @param camera who recorded
 * @param location where the camera stood
 * @param pixels of all decoded frames
 * @param unaffectedPixels of the frames that no flat-field correction affects; absent if there are
 *     none
 * @param levels how to show it; absent if no frame was decoded
 * @param cameraTemperature of the sensor's housing
 * @param declared what the header says of the whole recording
 * @param motionConfiguration the motion detector's settings, as the camera wrote them
 * @param end how the recording ended
 * @param findings what is odd about the file
 * @param quality what is odd about what it shows
 * @param derivedFrom where each of these comes from
 */
public record ThermalMetadata(
    int formatVersion,
    String compression,
    Optional<Instant> recordedAt,
    int width,
    int height,
    int framesPerSecond,
    double durationSeconds,
    int frames,
    int backgroundFrames,
    int flatFieldCorrections,
    OptionalLong previewSeconds,
    Camera camera,
    Location location,
    Pixels pixels,
    Optional<UnaffectedPixels> unaffectedPixels,
    Optional<Contrast> levels,
    Optional<CameraTemperature> cameraTemperature,
    Declared declared,
    Optional<String> motionConfiguration,
    End end,
    List<Oddity> findings,
    List<Oddity> quality,
    DerivedFrom derivedFrom) {

  public ThermalMetadata {
    findings = List.copyOf(findings);
    quality = List.copyOf(quality);
  }

  /**
   * The camera, by its own words.
   *
   * @param deviceName name of the device
   * @param deviceId number of the device
   * @param model of the camera module, such as {@code lepton3.5}
   * @param brand of the camera module, such as {@code flir}
   * @param serial number of the camera module
   * @param firmware of the camera module
   */
  public record Camera(
      Optional<String> deviceName,
      OptionalLong deviceId,
      Optional<String> model,
      Optional<String> brand,
      OptionalLong serial,
      Optional<String> firmware) {}

  /**
   * The place, by the camera's words. An altitude of exactly 0 means unknown and is left out; so is
   * what no place has, which a finding {@code location-implausible} tells.
   *
   * @param latitudeDegrees north
   * @param longitudeDegrees east
   * @param altitudeMetres above sea level
   * @param accuracyMetres of the place
   * @param setAt when it was entered
   */
  public record Location(
      OptionalDouble latitudeDegrees,
      OptionalDouble longitudeDegrees,
      OptionalDouble altitudeMetres,
      OptionalDouble accuracyMetres,
      Optional<Instant> setAt) {}

  /**
   * Statistics of raw sensor counts, 0…65535, over all pixels of all decoded frames, background
   * frames included. All are 0 where no frame was decoded.
   *
   * @param minimum smallest
   * @param maximum largest
   * @param mean arithmetic
   * @param standardDeviation of the population
   */
  public record Pixels(int minimum, int maximum, double mean, double standardDeviation) {}

  /**
   * The same over the pixels of all frames but background frames and those that were taken less
   * than 9.9 seconds after a flat-field correction, which shifts all pixels.
   *
   * @param frames how many that are
   * @param minimum smallest
   * @param maximum largest
   * @param mean arithmetic
   * @param standardDeviation of the population
   */
  public record UnaffectedPixels(
      int frames, int minimum, int maximum, double mean, double standardDeviation) {}

  /**
   * Which counts become the first and the last colour where the whole recording is shown alike: the
   * 1st percentile and the 99.5th, widened evenly to at least 60 counts. May then lie a few counts
   * outside of what a pixel can hold.
   *
   * @param low the first colour
   * @param high the last colour, above {@code low}
   * @param frames whose pixels were counted: {@code unaffected}; {@code affected} by a correction,
   *     if there are no others; {@code background}, if there are only these
   */
  public record Contrast(int low, int high, String frames) {}

  /**
   * Where the fields of this document come from.
   *
   * @param header told by the camera before the first frame, and not checked but for what can't be
   * @param frames measured in what could be decoded
   * @param headerAndFrames both
   */
  public record DerivedFrom(
      List<String> header, List<String> frames, List<String> headerAndFrames) {

    /** The same for every recording. */
    public static final DerivedFrom ALL =
        new DerivedFrom(
            List.of(
                "formatVersion",
                "compression",
                "recordedAt",
                "width",
                "height",
                "framesPerSecond",
                "previewSeconds",
                "camera",
                "location",
                "declared",
                "motionConfiguration"),
            List.of(
                "frames",
                "backgroundFrames",
                "flatFieldCorrections",
                "pixels",
                "unaffectedPixels",
                "levels",
                "cameraTemperature",
                "end"),
            List.of("durationSeconds", "findings", "quality"));

    public DerivedFrom {
      header = List.copyOf(header);
      frames = List.copyOf(frames);
      headerAndFrames = List.copyOf(headerAndFrames);
    }
  }

  /**
   * Temperatures of the camera itself during the recording.
   *
   * @param minimumCelsius lowest
   * @param maximumCelsius highest
   */
  public record CameraTemperature(double minimumCelsius, double maximumCelsius) {}

  /**
   * What the header declares; the decoded values beside it are the truth.
   *
   * @param frames number of frames
   * @param minimum smallest pixel
   * @param maximum largest pixel
   */
  public record Declared(OptionalInt frames, OptionalInt minimum, OptionalInt maximum) {}

  /**
   * How the recording ended.
   *
   * @param code stable, {@code clean} for a recording of which all is well
   * @param complete whether every recorded frame was decoded
   * @param description for people
   */
  public record End(String code, boolean complete, String description) {}

  /**
   * Something odd that did not keep the recording from being read. What is odd about the file are
   * findings of the codec; what is odd about what it shows has the codes {@code sensor-noise},
   * {@code frozen-frames}, {@code clock-restarted} and {@code recorded-time-doubtful}.
   *
   * @param code stable
   * @param count how often
   * @param frame where it was seen first; −1 is the header, or the whole
   * @param detail for people
   */
  public record Oddity(String code, int count, int frame, String detail) {}
}
