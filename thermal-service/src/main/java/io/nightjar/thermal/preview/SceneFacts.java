package io.nightjar.thermal.preview;

import io.nightjar.imaging.Levels;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.StageCompleted;
import java.io.IOException;
import java.util.Optional;

/**
 * What {@code metadata.json} tells of a recording's contrast. Whatever is missing, or not as it is
 * expected, is passed over: then the preview finds its contrast itself.
 *
 * @param formatVersion of the file; the first tells nothing of flat-field corrections
 * @param flatFieldCorrections during the recording
 * @param levels the low and the high end, in counts as they are in the file
 */
record SceneFacts(
    Optional<Integer> formatVersion,
    Optional<Integer> flatFieldCorrections,
    Optional<Ends> levels) {

  /** The name of the document. */
  static final String DOCUMENT = "metadata.json";

  /** A longer document is not read. */
  static final int MOST_BYTES = 1 << 20;

  private static final SceneFacts NONE =
      new SceneFacts(Optional.empty(), Optional.empty(), Optional.empty());

  private static final int TELLS_CORRECTIONS = 2;

  /** The ends of the contrast. */
  record Ends(int low, int high) {}

  /** The document among what the thermal stage has made. */
  static Optional<Artefact> in(StageCompleted decoded) {
    return in(decoded, DOCUMENT);
  }

  /** A document of a name among what the thermal stage has made. */
  static Optional<Artefact> in(StageCompleted decoded, String name) {
    return decoded.artefacts().stream()
        .filter(artefact -> artefact.name().equals(name))
        .findFirst();
  }

  static SceneFacts read(byte[] document) {
    try {
      return Json.read(document, SceneFacts.class);
    } catch (IOException unexpected) {
      return NONE;
    }
  }

  /**
   * The contrast, if it also holds for a steadied scene: a correction shifts all pixels by up to
   * the contrast of a whole night, which the preview takes off and these levels span.
   */
  Optional<Levels> contrast() {
    boolean steady =
        formatVersion.orElse(0) >= TELLS_CORRECTIONS && flatFieldCorrections.orElse(1) == 0;
    return levels
        .filter(_ -> steady)
        .filter(ends -> ends.low() >= 0 && ends.high() <= 0xffff && ends.low() < ends.high())
        .map(ends -> new Levels(ends.low(), ends.high()));
  }
}
