package io.nightjar.thumbnail.picture;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Ending;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.imaging.Size;
import io.nightjar.thumbnail.subject.SubjectFinder;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Renders the thumbnails of a recording: reads it once as a stream, finds its subject, and draws
 * that. Memory follows the size of a frame, never the length of the recording. Thread-safe.
 */
public final class ThumbnailRenderer {

  /** A histogram, and two pictures of at most 320 × 320 pixels with what scales them. */
  private static final long DRAWING_HEAP_BYTES = 1 << 20;

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
   * @param spent is told, after each frame, how many pixels it had. What it throws ends the work
   *     and passes unchanged
   * @param reserve is told once, when the header is read and nothing large is taken yet, how many
   *     bytes of heap the work takes at most: {@link #heapBytes}. It may wait, or throw as above
   * @throws IOException what {@code recording} threw, unchanged: the store is at fault, not the
   *     recording
   */
  public ThumbnailOutcome render(InputStream recording, LongConsumer spent, LongConsumer reserve)
      throws IOException {
    try (CptvReader reader = CptvReader.open(recording, limits)) {
      reserve.accept(heapBytes(reader));
      Frame frame = reader.newFrame();
      var finder = new SubjectFinder(new Size(frame.width(), frame.height()));
      while (reader.read(frame)) {
        finder.look(frame);
        spent.accept(frame.pixels().length);
      }
      return finder
          .choice()
          .map(choice -> rendered(choice, reader.ending()))
          .orElseGet(() -> withoutFrames(reader.ending()));
    } catch (CptvException unreadable) {
      return new ThumbnailOutcome.Rejected(unreadable.code(), unreadable.rule());
    }
  }

  /**
   * Reading takes up to 10¼ bytes a pixel and 1½ MiB ({@link CptvReader#heapBytes}), finding 4 and
   * 6 MiB ({@link SubjectFinder#heapBytes}), drawing 1 MiB: for a frame of 4 Mi pixels 66 MiB.
   */
  private static long heapBytes(CptvReader reader) {
    Size size = new Size(reader.header().width(), reader.header().height());
    return reader.heapBytes() + SubjectFinder.heapBytes(size) + DRAWING_HEAP_BYTES;
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
