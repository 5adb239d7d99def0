package io.nightjar.thumbnail.picture;

import io.nightjar.thumbnail.subject.Subject;
import java.util.List;

/** What came of rendering a recording's thumbnails. */
public sealed interface ThumbnailOutcome {

  /**
   * The recording was read to its end.
   *
   * @param thumbnails in increasing size
   */
  record Rendered(Subject subject, List<Thumbnail> thumbnails) implements ThumbnailOutcome {}

  /**
   * The recording is damaged; the thumbnails are of the frames before the damage.
   *
   * @param thumbnails in increasing size
   * @param code stable, that of {@link io.nightjar.cptv.Ending}
   * @param description what is wrong in one sentence
   */
  record Partial(Subject subject, List<Thumbnail> thumbnails, String code, String description)
      implements ThumbnailOutcome {}

  /**
   * There is no frame to show.
   *
   * @param code stable: {@link #NO_FRAMES}, or that of {@link io.nightjar.cptv.CptvException} or
   *     {@link io.nightjar.cptv.Ending}
   * @param description what is wrong in one sentence
   */
  record Rejected(String code, String description) implements ThumbnailOutcome {

    /** The recording is intact, but has no frame, or none but background frames. */
    public static final String NO_FRAMES = "no-frames";
  }
}
