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
import io.nightjar.pipeline.stage.StageBinding;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the audio stage stands in the pipeline. */
final class AudioService {
  @Produces
  @Singleton
  StageBinding<RecordingReceived> binding(
      Limits limits, @ConfigProperty(name = "nightjar.ffmpeg.folder") Optional<Path> folder)
      throws IOException {
    FfmpegInstallation ffmpeg =
        folder.isPresent()
            ? FfmpegInstallation.bundled(folder.get())
            : FfmpegInstallation.bundled();
    return new StageBinding<>(
        "audio-service",
        new AudioStage(new SoundDecoder(ffmpeg, sound(limits)), limits.channels()),
        Topics.received(MediaKind.AUDIO),
        EventType.RECORDING_RECEIVED,
        RecordingReceived.class,
        EventType.SPECTROGRAM_RENDERED);
  }

  private static SoundLimits sound(Limits limits) {
    return new SoundLimits(
        limits.sound(),
        limits.channels(),
        limits.lowestSampleRate(),
        limits.highestSampleRate(),
        ProcessLimits.DEFAULT);
  }
}
