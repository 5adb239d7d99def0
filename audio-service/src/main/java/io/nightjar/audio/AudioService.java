package io.nightjar.audio;

import io.nightjar.audio.render.SoundRenderStage;
import io.nightjar.audio.spectrogram.SoundArtefacts;
import io.nightjar.audio.spectrogram.SpectrogramParameters;
import io.nightjar.ffmpeg.Ffmpeg;
import io.nightjar.ffmpeg.FfmpegConfig;
import io.nightjar.media.PictureEncoder;
import io.nightjar.media.ProcessLimits;
import io.nightjar.media.SoundDecoder;
import io.nightjar.media.SoundLimits;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.RecordingReceived;
import io.nightjar.pipeline.event.RenderRequested;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.stage.ServiceBinding;
import io.nightjar.pipeline.stage.StageBinding;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;

/** Where the stages of sound stand in the pipeline. */
final class AudioService {
  @Produces
  @Singleton
  ServiceBinding binding(Limits limits, FfmpegConfig config, AudioConfig audio) throws IOException {
    Ffmpeg ffmpeg = Ffmpeg.of(config);
    SoundDecoder decoder =
        new SoundDecoder(ffmpeg.installation(), sound(limits.sound(), ffmpeg.decoding()));
    PictureEncoder pictures = new PictureEncoder(ffmpeg.installation(), ffmpeg.encoding());
    return new ServiceBinding(
        "audio-service",
        List.of(
            new StageBinding<>(
                new AudioStage(decoder, pictures, artefacts(audio), limits.sound()),
                Topics.received(MediaKind.AUDIO),
                EventType.RECORDING_RECEIVED,
                RecordingReceived.class,
                EventType.SPECTROGRAM_RENDERED),
            new StageBinding<>(
                    new SoundRenderStage(
                        decoder, SpectrogramParameters.DEFAULT, limits.sound().channels()),
                    Topics.RENDER_REQUESTED,
                    EventType.RENDER_REQUESTED,
                    RenderRequested.class,
                    EventType.RECORDING_RENDERED)
                .standingBack()));
  }

  private static SoundArtefacts artefacts(AudioConfig config) {
    return new SoundArtefacts(config.array(), config.waveform());
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
