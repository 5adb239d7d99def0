package io.nightjar.thumbnail;

import io.nightjar.imaging.thumbnail.ThumbnailSize;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.StageCompleted;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.stage.Stage;
import io.nightjar.pipeline.stage.StageContext;
import io.nightjar.pipeline.stage.StageOutcome;
import io.nightjar.pipeline.stage.StageVersion;
import java.util.List;
import java.util.Optional;

/**
 * Announces the thumbnails of sound as those of thermal recordings are, so that who shows a list of
 * both follows one type of event. The audio stage has drawn them, as it had the spectrum at hand;
 * they are adopted where they lie, without being read. The reasons stand in
 * docs/decisions/0044-thumbnails-of-sound.md.
 */
final class SoundThumbnailStage implements Stage<StageCompleted> {
  /** Rises whenever the same event gives other artefacts or another summary. */
  private static final int VERSION = 1;

  private static final String PICTURES = ThumbnailSize.OF_RECORDING + "-";

  private final StageVersion version =
      StageVersion.of(ThumbnailWork.STAGE, VERSION, new Shape(PICTURES));

  private record Shape(String adopted) {}

  /** What is adopted. */
  private record Digests(List<String> pictures) {}

  @Override
  public StageVersion version() {
    return version;
  }

  /** An audio stage of before version 6 drew none. */
  @Override
  public boolean takes(StageCompleted event) {
    return !pictures(event).isEmpty();
  }

  @Override
  public Optional<Record> furtherInput(StageCompleted event) {
    return Optional.of(
        new Digests(pictures(event).stream().map(one -> one.object().sha256()).toList()));
  }

  @Override
  public StageOutcome work(StageContext<StageCompleted> context) {
    StageCompleted event = context.event();
    SoundThumbnailSummary summary = SoundThumbnailSummary.of(event);
    pictures(event).forEach(context::adopt);
    return event.status() == StageStatus.PARTIAL
        ? new StageOutcome.Partial(
            event.code().orElse("damaged"), "the sound before the damage", summary)
        : new StageOutcome.Completed(summary);
  }

  private static List<Artefact> pictures(StageCompleted event) {
    return event.artefacts().stream().filter(one -> one.name().startsWith(PICTURES)).toList();
  }
}
