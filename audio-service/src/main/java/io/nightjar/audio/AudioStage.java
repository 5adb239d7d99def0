package io.nightjar.audio;

import static io.nightjar.pipeline.recording.MediaKind.AUDIO;
import static io.nightjar.pipeline.recording.RecordedTime.Source.TAGS;

import io.nightjar.audio.spectrogram.SoundAnalysis;
import io.nightjar.audio.spectrogram.SoundArtefacts;
import io.nightjar.audio.spectrogram.SoundFile;
import io.nightjar.audio.spectrogram.SoundMetadata;
import io.nightjar.audio.spectrogram.SpectrogramParameters;
import io.nightjar.audio.tags.RecorderClaims;
import io.nightjar.media.ChildFaultException;
import io.nightjar.media.PictureEncoder;
import io.nightjar.media.SoundDecoder;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.event.RecordingReceived;
import io.nightjar.pipeline.fault.MachineFaultException;
import io.nightjar.pipeline.recording.RecordedTime;
import io.nightjar.pipeline.stage.Stage;
import io.nightjar.pipeline.stage.StageContext;
import io.nightjar.pipeline.stage.StageOutcome;
import io.nightjar.pipeline.stage.StageVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Makes the spectrogram of a recording, as a picture and as an array, and tells what it holds. */
final class AudioStage implements Stage<RecordingReceived> {
  private static final SpectrogramParameters PARAMETERS = SpectrogramParameters.DEFAULT;
  private static final int VERSION = 6;

  private final SoundAnalysis analysis;
  private final StageVersion version;

  AudioStage(
      SoundDecoder decoder, PictureEncoder pictures, SoundArtefacts wanted, Limits.Sound limits) {
    this.analysis = new SoundAnalysis(decoder, PARAMETERS, limits.channels(), pictures, wanted);
    this.version = StageVersion.of("audio", VERSION, new Parameters(PARAMETERS, wanted, limits));
  }

  /** What shapes the artefacts, and the outcome. */
  private record Parameters(
      SpectrogramParameters spectrogram, SoundArtefacts artefacts, Limits.Sound limits) {}

  /**
   * A few facts for the completion event.
   *
   * @param sampleRate the same as {@code sampleRateHertz}, for readers who know the event from
   *     before it had the name of {@code audio.json}: a {@code v1} only grows
   */
  private record Summary(
      double durationSeconds,
      int sampleRateHertz,
      int sampleRate,
      double timeExpansion,
      int channels,
      int columns,
      int frequencies) {

    static Summary of(SoundMetadata metadata) {
      return new Summary(
          metadata.durationSeconds(),
          metadata.sampleRateHertz(),
          metadata.sampleRateHertz(),
          metadata.timeExpansion(),
          metadata.channels(),
          metadata.spectrogram().columns(),
          metadata.spectrogram().bins());
    }
  }

  @Override
  public StageVersion version() {
    return version;
  }

  @Override
  public StageOutcome work(StageContext<RecordingReceived> context) throws IOException {
    Path sound = context.scratch().resolve("recording");
    try (InputStream source = context.openSource()) {
      // An MP4 file may hold its index behind its sound, so it can't be decoded as a stream.
      Files.copy(source, sound);
    }
    return switch (analyse(sound, context)) {
      case SoundAnalysis.Outcome.Complete(SoundMetadata metadata, List<SoundFile> files) -> {
        store(context, metadata, files);
        yield new StageOutcome.Completed(Summary.of(metadata));
      }
      case SoundAnalysis.Outcome.Partial(
              SoundMetadata metadata,
              List<SoundFile> files,
              String code,
              String detail) -> {
        store(context, metadata, files);
        yield new StageOutcome.Partial(code, detail, Summary.of(metadata));
      }
      case SoundAnalysis.Outcome.Rejected(String code, String detail) ->
          new StageOutcome.Rejected(code, detail);
    };
  }

  private SoundAnalysis.Outcome analyse(Path sound, StageContext<?> context) throws IOException {
    Instant receivedAt = context.recordingId().givenAt();
    try {
      return analysis.analyse(
          sound, context.scratch(), receivedAt, context::reserve, context::spend);
    } catch (ChildFaultException e) {
      throw new MachineFaultException(e.code(), String.valueOf(e.getMessage()), e);
    }
  }

  /** A recorder that tells no offset from UTC most often runs on local time. */
  private static Optional<RecordedTime> recorded(RecorderClaims claims, Instant receivedAt) {
    return claims
        .recordedAt()
        .map(at -> RecordedTime.claimed(at.toInstant(), TAGS, AUDIO, receivedAt))
        .or(
            () ->
                claims
                    .recordedAtLocal()
                    .map(local -> local.toInstant(ZoneOffset.UTC))
                    .map(at -> RecordedTime.claimed(at, TAGS, AUDIO, receivedAt).withoutZone()));
  }

  private static void store(
      StageContext<RecordingReceived> context, SoundMetadata metadata, List<SoundFile> files)
      throws IOException {
    recorded(metadata.recording(), context.event().receivedAt()).ifPresent(context::recorded);
    for (SoundFile file : files) {
      context.add(file.name(), file.mediaType(), file.path());
    }
    context.add("audio.json", "application/json", Json.document(metadata));
  }
}
