package io.nightjar.thumbnail;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.imaging.Palette;
import io.nightjar.pipeline.event.StageCompleted;
import io.nightjar.pipeline.recording.DerivedShare;
import io.nightjar.pipeline.stage.Stage;
import io.nightjar.pipeline.stage.StageContext;
import io.nightjar.pipeline.stage.StageOutcome;
import io.nightjar.pipeline.stage.StageVersion;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Shows the frame and the region of a recording where something warm moves, and each track by
 * itself, as soon as a recording is decoded.
 */
final class ThumbnailStage implements Stage<StageCompleted> {
  private final ThumbnailWork work;
  private final StageVersion version;

  /**
   * The limits, the number of tracks, the colours and the share of bytes shape the thumbnails, and
   * what {@link #furtherInput} names.
   *
   * @param mostTracks that have thumbnails of their own
   * @param palette their colours
   * @param share how many bytes they may have together
   */
  ThumbnailStage(CptvLimits limits, int mostTracks, Palette palette, DerivedShare share) {
    this.work = new ThumbnailWork(limits, mostTracks, palette, share);
    this.version =
        StageVersion.of(
            ThumbnailWork.STAGE,
            ThumbnailWork.VERSION,
            new Shape(limits, mostTracks, palette, share));
  }

  private record Shape(CptvLimits limits, int mostTracks, Palette palette, DerivedShare share) {}

  @Override
  public StageVersion version() {
    return version;
  }

  @Override
  public Optional<Record> furtherInput(StageCompleted event) {
    return ToldFiles.in(event.artefacts()).map(ToldFiles::digests);
  }

  @Override
  public StageOutcome work(StageContext<StageCompleted> context) throws IOException {
    StageCompleted event = context.event();
    return work.run(
        context,
        ToldFiles.in(event.artefacts()),
        UnaryOperator.identity(),
        Followed.stageOf(event));
  }
}
