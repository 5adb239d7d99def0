package io.nightjar.audio.render;

import io.nightjar.audio.spectrogram.SpectrogramParameters;
import io.nightjar.audio.tags.RecorderTags;
import io.nightjar.audio.tags.WaveTags;
import io.nightjar.media.ChildFaultException;
import io.nightjar.media.DecodeOutcome;
import io.nightjar.media.ProbeOutcome;
import io.nightjar.media.SoundDecoder;
import io.nightjar.media.SoundFault;
import io.nightjar.media.SoundInfo;
import io.nightjar.pipeline.event.Render;
import io.nightjar.pipeline.event.RenderRequested;
import io.nightjar.pipeline.fault.MachineFaultException;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.stage.Renders;
import io.nightjar.pipeline.stage.Stage;
import io.nightjar.pipeline.stage.StageContext;
import io.nightjar.pipeline.stage.StageOutcome;
import io.nightjar.pipeline.stage.StageVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes what somebody has asked for of sound. A further artefact is a further case of {@link
 * Render.OfSound} and an {@link ArrayMaker} here.
 */
public final class SoundRenderStage implements Stage<RenderRequested> {
  private static final String NPY = "application/x-npy";
  private static final String TILES = "application/octet-stream";

  private final SoundDecoder decoder;
  private final SpectrogramParameters parameters;
  private final int mostChannels;

  /**
   * @param parameters of the spectrogram that each recording has
   * @param mostChannels that {@code decoder} lets pass
   */
  public SoundRenderStage(
      SoundDecoder decoder, SpectrogramParameters parameters, int mostChannels) {
    this.decoder = decoder;
    this.parameters = parameters;
    this.mostChannels = mostChannels;
  }

  @Override
  public StageVersion version() {
    return Renders.VERSION;
  }

  /** What is to be made of thermal recordings, another service makes. */
  @Override
  public boolean takes(RenderRequested event) {
    return event.render().kind() == MediaKind.AUDIO;
  }

  /** What is asked for, with its parameters, makes the work another one. */
  @Override
  public Optional<Record> furtherInput(RenderRequested event) {
    return Optional.of((Record) event.render());
  }

  @Override
  public StageOutcome work(StageContext<RenderRequested> context) throws IOException {
    if (!(context.event().render() instanceof Render.OfSound render)) {
      throw new IllegalArgumentException("not of sound: " + context.event().render().named());
    }
    Path sound = context.scratch().resolve("recording");
    try (InputStream source = context.openSource()) {
      Files.copy(source, sound);
    }
    try {
      return switch (decoder.probe(sound)) {
        case ProbeOutcome.Rejected(SoundFault fault, String reason) ->
            new StageOutcome.Rejected(fault.code(), reason);
        case ProbeOutcome.Sound(SoundInfo info) ->
            make(render, sound, timeExpansion(info, sound, context), context);
      };
    } catch (ChildFaultException e) {
      throw new MachineFaultException(e.code(), String.valueOf(e.getMessage()), e);
    }
  }

  private static double timeExpansion(SoundInfo info, Path sound, StageContext<?> context)
      throws IOException {
    return RecorderTags.read(info, WaveTags.read(sound), context.recordingId().givenAt())
        .timeExpansion();
  }

  private StageOutcome make(
      Render.OfSound render, Path sound, double timeExpansion, StageContext<?> context)
      throws IOException {
    context.reserve(heapBytes(render) + decoder.mostHeapBytes());
    try (ArrayMaker maker = maker(render, timeExpansion, context.scratch())) {
      return switch (decoder.decode(sound, maker.samples(), context::spend)) {
        case DecodeOutcome.Rejected(SoundFault fault, String reason) ->
            new StageOutcome.Rejected(fault.code(), reason);
        case DecodeOutcome.Decoded decoded ->
            store(render, maker, context)
                .<StageOutcome>map(
                    array ->
                        new StageOutcome.Completed(
                            ArraySummary.of(render, array, decoded.sound(), timeExpansion)))
                .orElseGet(SoundRenderStage::tooLarge);
        case DecodeOutcome.DecodedPartially part ->
            store(render, maker, context)
                .<StageOutcome>map(
                    array ->
                        new StageOutcome.Partial(
                            part.fault().code(),
                            part.reason(),
                            ArraySummary.of(render, array, part.sound(), timeExpansion)))
                .orElseGet(SoundRenderStage::tooLarge);
      };
    }
  }

  private static StageOutcome tooLarge() {
    return new StageOutcome.Rejected(
        "render-too-large", "more numbers than an array may have: the recording is too long");
  }

  private static Optional<ArrayMaker.Axes> store(
      Render.OfSound render, ArrayMaker maker, StageContext<?> context) throws IOException {
    Path file = context.scratch().resolve(render.named());
    Optional<ArrayMaker.Axes> axes = maker.write(file);
    if (axes.isPresent()) {
      context.add(render.named(), mediaType(render), file);
    }
    return axes;
  }

  private static String mediaType(Render.OfSound render) {
    return switch (render) {
      case Render.SpectrogramNpy _, Render.MelNpy _ -> NPY;
      case Render.SpectrogramTiles _ -> TILES;
    };
  }

  private long heapBytes(Render.OfSound render) {
    return switch (render) {
      case Render.SpectrogramTiles _ -> TilesMaker.heapBytes(parameters, mostChannels);
      case Render.SpectrogramNpy _ -> SpectrogramMaker.heapBytes(parameters, mostChannels);
      case Render.MelNpy mel -> MelMaker.heapBytes(mel, mostChannels);
    };
  }

  private ArrayMaker maker(Render.OfSound render, double timeExpansion, Path folder)
      throws IOException {
    return switch (render) {
      case Render.SpectrogramNpy spectrogram ->
          new SpectrogramMaker(spectrogram, parameters, timeExpansion);
      case Render.MelNpy mel -> new MelMaker(mel, timeExpansion, folder);
      case Render.SpectrogramTiles tiles ->
          new TilesMaker(tiles, parameters, timeExpansion, folder);
    };
  }
}
