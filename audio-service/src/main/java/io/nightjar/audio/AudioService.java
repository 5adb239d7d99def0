package io.nightjar.audio;

import io.nightjar.media.FfmpegInstallation;
import io.nightjar.media.ProcessLimits;
import io.nightjar.media.SoundDecoder;
import io.nightjar.media.SoundLimits;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.RecordingReceived;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.stage.ServiceBinding;
import io.nightjar.pipeline.stage.StageBinding;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where the audio stage stands in the pipeline. */
final class AudioService {
  @Produces
  @Singleton
  ServiceBinding binding(Limits limits, FfmpegConfig config) throws IOException {
    Optional<Path> folder = config.folder();
    FfmpegInstallation ffmpeg =
        folder.isPresent()
            ? FfmpegInstallation.bundled(folder.get())
            : FfmpegInstallation.bundled();
    return ServiceBinding.of(
        "audio-service",
        new StageBinding<>(
            new AudioStage(new SoundDecoder(ffmpeg, sound(limits.sound(), config)), limits.sound()),
            Topics.received(MediaKind.AUDIO),
            EventType.RECORDING_RECEIVED,
            RecordingReceived.class,
            EventType.SPECTROGRAM_RENDERED));
  }

  private static SoundLimits sound(Limits.Sound limits, FfmpegConfig config) {
    return new SoundLimits(
        limits.longest(),
        limits.channels(),
        limits.lowestSampleRate(),
        limits.highestSampleRate(),
        new ProcessLimits(
            config.startup(),
            config.slowestSamplesPerSecond(),
            config.addressSpaceBytes(),
            config.fileBytes().orElse(ProcessLimits.DEFAULT.fileBytes())));
  }
}
