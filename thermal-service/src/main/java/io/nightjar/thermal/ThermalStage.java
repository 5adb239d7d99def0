package io.nightjar.thermal;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.event.RecordingReceived;
import io.nightjar.pipeline.stage.Stage;
import io.nightjar.pipeline.stage.StageContext;
import io.nightjar.pipeline.stage.StageOutcome;
import io.nightjar.pipeline.stage.StageVersion;
import io.nightjar.thermal.decode.DerivedFile;
import io.nightjar.thermal.decode.ThermalDecoder;
import io.nightjar.thermal.decode.ThermalParameters;
import io.nightjar.thermal.metadata.ThermalMetadata;
import java.io.IOException;
import java.util.OptionalInt;

/**
 * Decodes a recording and tells what it holds: in {@code metadata.json}, frame by frame in {@code
 * telemetry.json}, what moves in {@code tracks.json}, and where to find a frame in {@code
 * recording.idx}.
 */
final class ThermalStage implements Stage<RecordingReceived> {
  private static final int VERSION = 6;

  private final ThermalDecoder decoder;
  private final StageVersion version;

  ThermalStage(CptvLimits limits, ThermalParameters parameters) {
    this.decoder = new ThermalDecoder(limits, parameters);
    this.version = StageVersion.of("thermal", VERSION, new Shape(limits, parameters));
  }

  /** What shapes the artefacts, beside the code. */
  private record Shape(CptvLimits limits, ThermalParameters parameters) {}

  /** A few facts for the completion event. */
  private record Summary(
      int frames,
      int backgroundFrames,
      int width,
      int height,
      int framesPerSecond,
      double durationSeconds,
      String end,
      OptionalInt tracks) {

    static Summary of(ThermalMetadata metadata, OptionalInt tracks) {
      return new Summary(
          metadata.frames(),
          metadata.backgroundFrames(),
          metadata.width(),
          metadata.height(),
          metadata.framesPerSecond(),
          metadata.durationSeconds(),
          metadata.end().code(),
          tracks);
    }
  }

  @Override
  public StageVersion version() {
    return version;
  }

  @Override
  public StageOutcome work(StageContext<RecordingReceived> context)
      throws IOException, InterruptedException {
    ThermalDecoder.Upload upload =
        new ThermalDecoder.Upload(
            context.openSource(), context.source().size(), context.event().receivedAt());
    return switch (decoder.decode(upload, context.scratch(), context::spend, context::reserve)) {
      case ThermalDecoder.Unreadable unreadable ->
          new StageOutcome.Rejected(unreadable.code(), unreadable.detail());
      case ThermalDecoder.Recording recording -> {
        recording.recordedAt().ifPresent(context::recorded);
        context.add("metadata.json", "application/json", Json.document(recording.metadata()));
        for (DerivedFile file : recording.files()) {
          context.add(file.name(), file.mediaType(), file.content());
        }
        yield outcome(recording.metadata(), recording.animals());
      }
    };
  }

  private static StageOutcome outcome(ThermalMetadata metadata, OptionalInt tracks) {
    Summary summary = Summary.of(metadata, tracks);
    if (!metadata.end().complete()) {
      return new StageOutcome.Partial(metadata.end().code(), metadata.end().description(), summary);
    }
    return metadata.frames() > metadata.backgroundFrames()
        ? new StageOutcome.Completed(summary)
        : new StageOutcome.Partial("no-frames", "there is a header, but no frame", summary);
  }
}
