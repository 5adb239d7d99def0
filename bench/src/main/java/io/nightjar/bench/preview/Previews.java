package io.nightjar.bench.preview;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.imaging.Levels;
import io.nightjar.imaging.Palette;
import io.nightjar.thermal.preview.video.BoxSource;
import io.nightjar.thermal.preview.video.Encoding;
import io.nightjar.thermal.preview.video.FrameRange;
import io.nightjar.thermal.preview.video.PreviewFacts;
import io.nightjar.thermal.preview.video.PreviewOutcome;
import io.nightjar.thermal.preview.video.PreviewParameters;
import io.nightjar.thermal.preview.video.PreviewRenderer;
import io.nightjar.thermal.preview.video.RecordingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Previews of one recording, as the service makes them where nothing else is configured.
 *
 * @param recording where it is read from
 * @param length of its file, in bytes
 * @param mp4 where the video goes
 */
record Previews(RecordingFile recording, long length, Path mp4) {
  private static final PreviewParameters USUAL =
      new PreviewParameters(320, Palette.INFERNO, PreviewParameters.USUAL_QUANTISER, false, false);

  /**
   * Renders the preview.
   *
   * @param encoding what becomes of its frames
   * @param levels its contrast, if it is known
   * @param reserve is told how many bytes of heap it takes at most
   * @throws IOException if the recording has none
   */
  PreviewFacts render(Encoding encoding, Optional<Levels> levels, LongConsumer reserve)
      throws IOException {
    PreviewRenderer.Order order =
        new PreviewRenderer.Order(
            recording,
            FrameRange.ALL,
            USUAL,
            levels,
            BoxSource.NONE,
            PreviewRenderer.Bounds.ofBytes(length / 4));
    PreviewRenderer.Meter meter = new PreviewRenderer.Meter(_ -> {}, reserve);
    return switch (new PreviewRenderer(encoding, CptvLimits.DEFAULT).render(order, mp4, meter)) {
      case PreviewOutcome.Rendered(PreviewFacts made) -> made;
      case PreviewOutcome.Partial(PreviewFacts made, _, _) -> made;
      case PreviewOutcome.Rejected(String code, _) -> throw new IOException(code);
    };
  }
}
