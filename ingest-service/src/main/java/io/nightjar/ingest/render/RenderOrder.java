package io.nightjar.ingest.render;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.event.Render;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.StoreException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for.
 *
 * @param artefact its name
 * @param parameters how it is to be made; all are the usual ones if it is absent
 */
public record RenderOrder(
    @Schema(
            enumeration = {
              Render.FRAMES_NPZ,
              Render.PREVIEW_MP4,
              Render.SPECTROGRAM_NPY,
              Render.MEL_NPY,
              Render.SPECTROGRAM_TILES
            })
        String artefact,
    @Schema(description = RenderParameters.DESCRIPTION)
        Optional<Map<String, @Nullable Object>> parameters) {
  /** Of what kinds of recording something is made, for who asks for what there is not. */
  private static final String KNOWN =
      String.format(
          Locale.ROOT,
          "on demand there are %s and %s of thermal recordings, %s, %s and %s of sound",
          Render.FRAMES_NPZ,
          Render.PREVIEW_MP4,
          Render.SPECTROGRAM_NPY,
          Render.MEL_NPY,
          Render.SPECTROGRAM_TILES);

  /** Finds the recording's tracks. */
  @FunctionalInterface
  public interface Tracks {
    /**
     * The newest {@code tracks.json}.
     *
     * @throws ProblemException {@code tracks-not-found}
     */
    ObjectRef find() throws StoreException;
  }

  /**
   * The render that is meant, with what is usual filled in. What is not known is refused: an
   * artefact that was made without a parameter would not be what was asked for.
   *
   * @param tracks asked only if they are wanted
   * @throws ProblemException {@code render-unknown}, {@code render-malformed}, or what {@code
   *     tracks} throws
   */
  public Render render(Tracks tracks) throws StoreException {
    RenderParameters given = new RenderParameters(artefact, parameters.orElse(Map.of()));
    return switch (artefact) {
      case Render.FRAMES_NPZ -> given.framesNpz();
      case Render.PREVIEW_MP4 -> given.previewMp4(tracks);
      case Render.SPECTROGRAM_NPY -> given.spectrogramNpy();
      case Render.MEL_NPY -> given.melNpy();
      case Render.SPECTROGRAM_TILES -> given.spectrogramTiles();
      default -> throw new ProblemException(ProblemCode.RENDER_UNKNOWN, KNOWN);
    };
  }
}
