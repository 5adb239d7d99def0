package io.nightjar.thermal;

import static io.nightjar.pipeline.recording.MediaKind.THERMAL;
import static io.nightjar.pipeline.recording.RecordedTime.Source.HEADER;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.event.RecordingReceived;
import io.nightjar.pipeline.recording.RecordedTime;
import io.nightjar.pipeline.stage.Stage;
import io.nightjar.pipeline.stage.StageContext;
import io.nightjar.pipeline.stage.StageOutcome;
import io.nightjar.pipeline.stage.StageVersion;
import io.nightjar.thermal.metadata.ThermalDecoder;
import io.nightjar.thermal.metadata.ThermalMetadata;
import java.io.IOException;

/** Decodes a recording and tells what it holds, in {@code metadata.json}. */
final class ThermalStage implements Stage<RecordingReceived> {
  private static final int VERSION = 3;

  private final CptvLimits limits;
  private final StageVersion version;

  /** Nothing shapes the metadata but the code and the limits. */
  ThermalStage(CptvLimits limits) {
    this.limits = limits;
    this.version = StageVersion.of("thermal", VERSION, limits);
  }

  /** A few facts for the completion event. */
  private record Summary(
      int frames,
      int backgroundFrames,
      int width,
      int height,
      int framesPerSecond,
      double durationSeconds,
      String end) {

    static Summary of(ThermalMetadata metadata) {
      return new Summary(
          metadata.frames(),
          metadata.backgroundFrames(),
          metadata.width(),
          metadata.height(),
          metadata.framesPerSecond(),
          metadata.durationSeconds(),
          metadata.end().code());
    }
  }

  @Override
  public StageVersion version() {
    return version;
  }

  @Override
  public StageOutcome work(StageContext<RecordingReceived> context)
      throws IOException, InterruptedException {
    return switch (ThermalDecoder.decode(
        context.openSource(), limits, context::spend, context::reserve)) {
      case ThermalDecoder.Unreadable unreadable ->
          new StageOutcome.Rejected(unreadable.code(), unreadable.detail());
      case ThermalDecoder.Recording recording -> {
        ThermalMetadata metadata = recording.metadata();
        metadata
            .recordedAt()
            .map(at -> RecordedTime.claimed(at, HEADER, THERMAL, context.event().receivedAt()))
            .ifPresent(context::recorded);
        context.add("metadata.json", "application/json", Json.document(metadata));
        yield outcome(metadata);
      }
    };
  }

  private static StageOutcome outcome(ThermalMetadata metadata) {
    Summary summary = Summary.of(metadata);
    if (!metadata.end().complete()) {
      return new StageOutcome.Partial(metadata.end().code(), metadata.end().description(), summary);
    }
    return metadata.frames() > metadata.backgroundFrames()
        ? new StageOutcome.Completed(summary)
        : new StageOutcome.Partial("no-frames", "there is a header, but no frame", summary);
  }
}
