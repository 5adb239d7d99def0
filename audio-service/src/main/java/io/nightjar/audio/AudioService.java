package io.nightjar.audio;

import io.nightjar.ffmpeg.Ffmpeg;
import io.nightjar.ffmpeg.FfmpegConfig;
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

/** Where the audio stage stands in the pipeline. */
final class AudioService {
  @Produces
  @Singleton
  ServiceBinding binding(Limits limits, FfmpegConfig config) throws IOException {
    Ffmpeg ffmpeg = Ffmpeg.of(config);
    SoundDecoder decoder =
        new SoundDecoder(ffmpeg.installation(), sound(limits.sound(), ffmpeg.decoding()));
    return ServiceBinding.of(
        "audio-service",
        new StageBinding<>(
            new AudioStage(decoder, limits.sound()),
            Topics.received(MediaKind.AUDIO),
            EventType.RECORDING_RECEIVED,
            RecordingReceived.class,
            EventType.SPECTROGRAM_RENDERED));
  }

  private static SoundLimits sound(Limits.Sound limits, ProcessLimits process) {
    return new SoundLimits(
        limits.longest(),
        limits.channels(),
        limits.lowestSampleRate(),
        limits.highestSampleRate(),
        process);
  }
}
