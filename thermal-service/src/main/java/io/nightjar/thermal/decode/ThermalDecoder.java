package io.nightjar.thermal.decode;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.recording.RecordedTime;
import io.nightjar.thermal.metadata.ThermalMetadata;
import io.nightjar.thermal.telemetry.Telemetry;
import io.nightjar.thermal.tracks.TracksDocument;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongConsumer;

/**
 * Reads a recording once, from its first to its last usable frame, with two frames in memory, and
 * makes everything that is derived from it on the way. Thread-safe.
 */
public final class ThermalDecoder {
  private static final String JSON = "application/json";

  /** Buffers of the files that are written. */
  private static final long FIXED_HEAP_BYTES = 1 << 20;

  private final CptvLimits limits;
  private final ThermalParameters parameters;

  /**
   * Decodes with such limits.
   *
   * @param limits what to read of a recording at most
   * @param parameters what to make of it
   */
  public ThermalDecoder(CptvLimits limits, ThermalParameters parameters) {
    this.limits = limits;
    this.parameters = parameters;
  }

  /**
   * What somebody sent.
   *
   * @param bytes the file as it was uploaded; closed by who decodes it
   * @param length of the file
   * @param receivedAt when it came
   */
  public record Upload(InputStream bytes, long length, Instant receivedAt) {}

  /** What a file turned out to be. */
  public sealed interface Decoded {}

  /**
   * A recording, whole or in part: {@link ThermalMetadata#end()} says which.
   *
   * @param metadata what it holds
   * @param recordedAt when it began, if it says so
   * @param animals how many tracks reach the threshold, if tracks are wanted
   * @param files the artefacts beside the metadata
   */
  public record Recording(
      ThermalMetadata metadata,
      Optional<RecordedTime> recordedAt,
      OptionalInt animals,
      List<DerivedFile> files)
      implements Decoded {

    public Recording {
      files = List.copyOf(files);
    }
  }

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
   * @param scratch an empty folder for the artefacts; the caller's to remove
   * @param spent is told, after each frame, how many pixels it had. What it throws ends the work
   *     and passes unchanged
   * @param reserve is told once, when the header is read and nothing large is taken yet, how many
   *     bytes of heap the work takes at most. It may wait, or throw as above
   * @throws IOException what the source or the folder threw
   * @throws InterruptedException if the thread is asked to stop
   */
  public Decoded decode(Upload upload, Path scratch, LongConsumer spent, LongConsumer reserve)
      throws IOException, InterruptedException {
    try (RecordingSource source =
        RecordingSource.open(upload.bytes(), limits, parameters.index(), scratch)) {
      reserve.accept(heapBytes(source));
      Derivation derivation = new Derivation(source.recording().header(), limits, parameters);
      read(source, derivation, spent);
      return finish(upload, source, derivation, scratch);
    } catch (CptvException e) {
      return new Unreadable(e.code(), String.valueOf(e.getMessage()));
    }
  }

  /** Reading, a second frame to compare with, and all that looks at them. */
  private long heapBytes(RecordingSource source) {
    Header header = source.recording().header();
    return source.heapBytes()
        + (long) Short.BYTES * header.width() * header.height()
        + Derivation.heapBytes(header, limits, parameters)
        + FIXED_HEAP_BYTES;
  }

  private static void read(RecordingSource source, Derivation derivation, LongConsumer spent)
      throws IOException, InterruptedException {
    Frame frame = source.recording().newFrame();
    Frame before = source.recording().newFrame();
    while (source.read(frame)) {
      derivation.look(frame, before);
      spent.accept(frame.pixels().length);
      if (Thread.interrupted()) {
        throw new InterruptedException("stopped at frame " + frame.number());
      }
      if (!frame.background()) {
        Frame free = before;
        before = frame;
        frame = free;
      }
    }
  }

  private static Recording finish(
      Upload upload, RecordingSource source, Derivation derivation, Path scratch)
      throws IOException {
    CptvReader recording = source.recording();
    Optional<RecordedTime> recordedAt =
        recording
            .header()
            .recordedAt()
            .map(
                at ->
                    RecordedTime.claimed(
                        at, RecordedTime.Source.HEADER, MediaKind.THERMAL, upload.receivedAt()));
    Optional<String> doubt =
        recordedAt
            .filter(time -> time.doubt().isPresent())
            .map(time -> "the header claims " + time.at() + ", which can't be true");
    ThermalMetadata metadata = derivation.metadata().finish(recording, doubt);
    List<DerivedFile> files = new ArrayList<>();
    if (derivation.telemetry().isPresent()) {
      Telemetry telemetry = derivation.telemetry().get();
      files.add(written(Telemetry.NAME, JSON, scratch, telemetry::write));
    }
    if (source instanceof RecordingSource.Indexed indexed) {
      files.add(
          written(
              "recording.idx",
              "application/octet-stream",
              scratch,
              out -> indexed.reader().write(upload.length(), out)));
    }
    Optional<TracksDocument> tracks = derivation.finishTracks();
    if (tracks.isPresent()) {
      files.add(written(TracksDocument.NAME, JSON, scratch, tracks.get()::write));
    }
    OptionalInt animals =
        tracks.map(found -> OptionalInt.of(found.animals())).orElseGet(OptionalInt::empty);
    return new Recording(metadata, recordedAt, animals, files);
  }

  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private static DerivedFile written(String name, String mediaType, Path scratch, Content content)
      throws IOException {
    Path file = scratch.resolve(name);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      content.writeTo(out);
    }
    return new DerivedFile(name, mediaType, file);
  }
}
