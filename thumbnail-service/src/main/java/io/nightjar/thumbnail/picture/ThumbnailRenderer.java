package io.nightjar.thumbnail.picture;

import io.nightjar.cptv.Ending;
import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.file.CptvReader;



import io.nightjar.imaging.Size;
import io.nightjar.thumbnail.subject.SubjectFinder;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Renders the thumbnails of a recording: reads it once as a stream, finds its subject, and draws
 * that. Memory follows the size of a frame, never the length of the recording. Thread-safe.
 */
public final class ThumbnailRenderer {

  private final CptvLimits limits;

  /**
   * @param limits what to read of a recording at most
   */
  public ThumbnailRenderer(CptvLimits limits) {
    this.limits = limits;
  }

  /**
   * Renders one recording.
   *
   * @param recording the file as it was uploaded; closed here
   * @throws IOException what {@code recording} threw, unchanged: the store is at fault, not the
   *     recording
   */
  public ThumbnailOutcome render(InputStream recording) throws IOException {
    try (CptvReader reader = CptvReader.open(recording, limits)) {
      Frame frame = reader.newFrame();
      var finder = new SubjectFinder(new Size(frame.width(), frame.height()));
      while (reader.read(frame)) {
        finder.look(frame);
      }
      return finder
          .choice()
          .map(choice -> rendered(choice, reader.ending()))
          .orElseGet(() -> withoutFrames(reader.ending()));
    } catch (CptvException unreadable) {
      return new ThumbnailOutcome.Rejected(unreadable.code(), unreadable.rule());
    }
  }

  private static ThumbnailOutcome rendered(SubjectFinder.Choice choice, Ending ending) {
    List<Thumbnail> thumbnails = SubjectPictures.of(choice);
    return ending.complete()
        ? new ThumbnailOutcome.Rendered(choice.subject(), thumbnails)
        : new ThumbnailOutcome.Partial(
            choice.subject(), thumbnails, ending.code(), ending.description());
  }

  private static ThumbnailOutcome withoutFrames(Ending ending) {
    return ending.complete()
        ? new ThumbnailOutcome.Rejected(
            ThumbnailOutcome.Rejected.NO_FRAMES, "the recording has no frames to show")
        : new ThumbnailOutcome.Rejected(ending.code(), ending.description());
  }
}
