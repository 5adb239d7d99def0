package io.nightjar.thumbnail;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.imaging.Palette;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.event.AnswerSummary;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.EventCodec;
import io.nightjar.pipeline.event.StageCompleted;
import io.nightjar.pipeline.event.TracksClassified;
import io.nightjar.pipeline.fault.BrokenContractException;
import io.nightjar.pipeline.recording.DerivedShare;
import io.nightjar.pipeline.stage.Manifest;
import io.nightjar.pipeline.stage.Stage;
import io.nightjar.pipeline.stage.StageContext;
import io.nightjar.pipeline.stage.StageOutcome;
import io.nightjar.pipeline.stage.StageVersion;
import io.nightjar.pipeline.store.ObjectRef;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Shows what a classifier took for an animal, and each track that it named, once its answer is
 * kept. The thumbnails of before stand beside them.
 */
final class AnsweredThumbnailStage implements Stage<StageCompleted> {
  private static final int LARGEST_MANIFEST = 256 * 1024;

  /** An answer is written with more spaces than it came with. */
  private static final int LARGEST_ANSWER = 16 * EventCodec.LARGEST_DATA;

  private final ThumbnailWork work;
  private final Set<String> noAnimal;
  private final StageVersion version;

  /**
   * @param mostTracks that have thumbnails of their own
   * @param palette their colours
   * @param noAnimal labels that say that a track is no animal, in any case
   * @param share how many bytes they may have together
   */
  AnsweredThumbnailStage(
      CptvLimits limits,
      int mostTracks,
      Palette palette,
      List<String> noAnimal,
      DerivedShare share) {
    this.work = new ThumbnailWork(limits, mostTracks, palette, share);
    this.noAnimal = new TreeSet<>();
    noAnimal.forEach(label -> this.noAnimal.add(label.toLowerCase(Locale.ROOT)));
    this.version =
        StageVersion.of(
            ThumbnailWork.STAGE,
            ThumbnailWork.VERSION,
            new Shape(limits, mostTracks, palette, List.copyOf(this.noAnimal), share));
  }

  private record Shape(
      CptvLimits limits,
      int mostTracks,
      Palette palette,
      List<String> noAnimal,
      DerivedShare share) {}

  /** The answer, and what it was checked against. */
  private record Inputs(String answer, String decoded) {}

  @Override
  public StageVersion version() {
    return version;
  }

  @Override
  public Optional<Record> furtherInput(StageCompleted event) {
    return Optional.of(
        new Inputs(answer(event).sha256(), AnswerSummary.read(event.summary()).decoded().sha256()));
  }

  @Override
  public StageOutcome work(StageContext<StageCompleted> context) throws IOException {
    StageCompleted event = context.event();
    AnswerSummary summary = AnswerSummary.read(event.summary());
    TracksClassified said = read(context, answer(event), LARGEST_ANSWER, TracksClassified.class);
    Manifest decoded = read(context, summary.decoded(), LARGEST_MANIFEST, Manifest.class);
    return work.run(
        context,
        ToldFiles.in(decoded.artefacts()),
        new ClassifierAnswer(said, noAnimal),
        Followed.answer(event, said.classifier()));
  }

  private static ObjectRef answer(StageCompleted event) {
    return event.artefacts().stream()
        .filter(artefact -> artefact.name().equals(AnswerStage.NAME))
        .map(Artefact::object)
        .findFirst()
        .orElseThrow(
            () -> new BrokenContractException("unreadable-document", "the event names no answer"));
  }

  private static <T> T read(
      StageContext<StageCompleted> context, ObjectRef object, int most, Class<T> type)
      throws IOException {
    byte[] document =
        context
            .document(object, most)
            .orElseThrow(
                () ->
                    new BrokenContractException(
                        "unreadable-document", object.key() + " is not what the event names"));
    try {
      return Json.read(document, type);
    } catch (IOException e) {
      throw new BrokenContractException(
          "unreadable-document", object.key() + " breaks its contract", e);
    }
  }
}
