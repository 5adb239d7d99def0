package io.nightjar.bench.thumbnails;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.cptv.index.IndexPace;
import io.nightjar.cptv.index.RangeSource;
import io.nightjar.motion.TrackLimits;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.store.ObjectPieces;
import io.nightjar.thermal.decode.DerivedFile;
import io.nightjar.thermal.decode.ThermalDecoder;
import io.nightjar.thermal.decode.ThermalParameters;
import io.nightjar.thumbnail.document.RecordingFacts;
import io.nightjar.thumbnail.document.TelemetryDocument;
import io.nightjar.thumbnail.document.TracksDocument;
import io.nightjar.thumbnail.frames.IndexedFrames;
import io.nightjar.thumbnail.picture.KnownRecording;
import io.nightjar.thumbnail.picture.RecordingEnd;
import io.nightjar.thumbnail.seen.Seen;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A recording in memory with what the thermal stage makes of it, as a store would serve them.
 * Counts what is read.
 */
public final class ToldRecording {
  private static final ThermalParameters ALL =
      new ThermalParameters(
          true, Optional.of(new IndexPace(90, 8)), Optional.of(TrackLimits.DEFAULT));

  private final byte[] recording;
  private final Map<String, byte[]> told;
  private final RecordingFacts facts;
  private final AtomicLong read = new AtomicLong();

  private ToldRecording(byte[] recording, Map<String, byte[]> told, RecordingFacts facts) {
    this.recording = recording;
    this.told = told;
    this.facts = facts;
  }

  /** Decodes it once; empty if it is no recording, or has no frame to show. */
  public static Optional<ToldRecording> of(byte[] recording, Path scratch)
      throws IOException, InterruptedException {
    var upload =
        new ThermalDecoder.Upload(
            new ByteArrayInputStream(recording), recording.length, Instant.EPOCH);
    return switch (new ThermalDecoder(CptvLimits.DEFAULT, ALL)
        .decode(upload, scratch, _ -> {}, _ -> {})) {
      case ThermalDecoder.Unreadable _ -> Optional.empty();
      case ThermalDecoder.Recording decoded -> {
        Map<String, byte[]> told = new HashMap<>();
        for (DerivedFile file : decoded.files()) {
          told.put(file.name(), Files.readAllBytes(file.content()));
          Files.delete(file.content());
        }
        byte[] metadata = Json.document(decoded.metadata());
        told.put("metadata.json", metadata);
        RecordingFacts facts = RecordingFacts.read(metadata);
        yield facts.frames() > facts.backgroundFrames()
            ? Optional.of(new ToldRecording(recording, told, facts))
            : Optional.empty();
      }
    };
  }

  /** Returns what the thermal stage makes of it, by the names of the artefacts. */
  public Map<String, byte[]> artefacts() {
    return Map.copyOf(told);
  }

  /** Returns it as the thumbnail stage knows it. */
  public KnownRecording known() {
    RecordingFacts.End end = facts.end();
    return new KnownRecording(
        facts.size(),
        facts.frames() - facts.backgroundFrames(),
        new RecordingEnd(end.code(), end.complete(), end.description()),
        this::seen,
        new IndexedFrames(
            ranges(), () -> document("recording.idx"), facts.size(), CptvLimits.DEFAULT, _ -> {}),
        0);
  }

  /** What moves in it. */
  Seen seen() throws IOException {
    try (InputStream telemetry = document(TelemetryDocument.NAME);
        InputStream tracks = document(TracksDocument.NAME)) {
      return TracksDocument.read(tracks, facts, TelemetryDocument.read(telemetry, facts));
    }
  }

  /** A frame by its number. */
  Frame frame(int wanted) throws IOException, CptvException {
    try (CptvReader reader = CptvReader.open(new ByteArrayInputStream(recording))) {
      Frame frame = reader.newFrame();
      while (reader.read(frame)) {
        if (frame.number() == wanted) {
          return frame;
        }
      }
    }
    throw new IllegalStateException("there is no such frame");
  }

  /** Bytes of the upload. */
  int length() {
    return recording.length;
  }

  /** Bytes that were read since this was last asked. */
  long takeRead() {
    return read.getAndSet(0);
  }

  private InputStream document(String name) {
    byte[] content = told.getOrDefault(name, new byte[0]);
    read.addAndGet(content.length);
    return new ByteArrayInputStream(content);
  }

  private RangeSource ranges() {
    return new RangeSource() {
      @Override
      public long length() {
        return recording.length;
      }

      @Override
      public InputStream from(long offset) {
        return new ObjectPieces(
            (from, length) -> {
              read.addAndGet(length);
              return new ByteArrayInputStream(recording, (int) from, (int) length);
            },
            recording.length,
            offset);
      }
    };
  }
}
