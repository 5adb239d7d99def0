package io.nightjar.thumbnail.picture;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Ending;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.imaging.Palette;
import io.nightjar.thumbnail.frames.FrameSource;
import io.nightjar.thumbnail.frames.FramesUnreadableException;
import io.nightjar.thumbnail.frames.RecordingFile;
import io.nightjar.thumbnail.frames.StreamedFrames;
import io.nightjar.thumbnail.seen.MotionPass;
import io.nightjar.thumbnail.seen.Seen;
import java.io.IOException;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/**
 * Renders the thumbnails of a recording: from what is known of what moves in it, it chooses frames,
 * reads only those, and draws them. Memory follows the size of a frame and of what is known, never
 * the length of the file. Thread-safe.
 */
public final class ThumbnailRenderer {

  /**
   * A histogram, four pictures of at most 320 × 320 pixels with what scales them, and what encodes
   * one.
   */
  private static final long DRAWING_HEAP_BYTES = 4 << 20;

  /** Pictures of one track: 64², 160² and twice 320² bytes, those that replace them, and files. */
  private static final long HEAP_PER_TRACK = 3 * (64 * 64 + 160 * 160 + 2 * 320 * 320);

  /** Of single frames: a checkpoint deflated and inflated, the frame before, the frame. */
  private static final int HEAP_PER_PIXEL = 17;

  /** Windows and tables of a reader. */
  private static final long READER_HEAP_BYTES = 2 << 20;

  private final CptvLimits limits;
  private final int mostTracks;
  private final Palette palette;

  /**
   * @param limits what to read of a recording at most
   * @param mostTracks that have thumbnails of their own, at least 1
   * @param palette their colours
   */
  public ThumbnailRenderer(CptvLimits limits, int mostTracks, Palette palette) {
    this.limits = limits;
    this.mostTracks = mostTracks;
    this.palette = palette;
  }

  /**
   * Told about the work as it goes; what they throw ends it and passes unchanged.
   *
   * @param spent is told, after each frame that was decoded, how many pixels it had
   * @param reserve is told once, before anything large is taken, how many bytes of heap the work
   *     takes at most. It may wait
   */
  public record Meter(LongConsumer spent, LongConsumer reserve) {}

  /**
   * Renders a recording of which another stage has told what moves in it.
   *
   * @throws FramesUnreadableException if the recording is not as was told
   * @throws IOException what reading threw, unchanged: the store is at fault, not the recording
   */
  public ThumbnailOutcome render(KnownRecording recording, LongConsumer reserve)
      throws IOException, FramesUnreadableException {
    if (recording.shown() < 1) {
      return withoutFrames(recording.end());
    }
    reserve.accept(
        recording.heapBytes()
            + HEAP_PER_PIXEL * (long) recording.size().pixels()
            + READER_HEAP_BYTES
            + drawingHeapBytes(recording.size().pixels()));
    return rendered(recording.told().read(), recording.frames(), recording.end());
  }

  /** Renders a recording of which nothing is known and nobody has said anything. */
  public ThumbnailOutcome render(RecordingFile recording, Meter meter)
      throws IOException, FramesUnreadableException {
    return render(recording, UnaryOperator.identity(), meter);
  }

  /**
   * Renders a recording of which nothing is known: reads it once to find what moves, and again up
   * to the frames that are shown.
   *
   * @param judged how it looks to a classifier; as it is, if none has looked
   * @throws FramesUnreadableException if it reads otherwise the second time
   * @throws IOException what {@code recording} threw, unchanged: the store is at fault, not the
   *     recording
   */
  public ThumbnailOutcome render(RecordingFile recording, UnaryOperator<Seen> judged, Meter meter)
      throws IOException, FramesUnreadableException {
    Read read;
    try (CptvReader reader = CptvReader.open(recording.open(), limits)) {
      meter.reserve().accept(heapBytes(reader));
      Seen seen = MotionPass.read(reader, meter.spent());
      read = new Read(seen, end(reader.ending()));
    } catch (CptvException unreadable) {
      return new ThumbnailOutcome.Rejected(unreadable.code(), unreadable.rule());
    }
    return read.seen().frames().shown() < 1
        ? withoutFrames(read.end())
        : rendered(
            judged.apply(read.seen()),
            new StreamedFrames(recording, limits, meter.spent()),
            read.end());
  }

  private record Read(Seen seen, RecordingEnd end) {}

  private static RecordingEnd end(Ending ending) {
    return new RecordingEnd(ending.code(), ending.complete(), ending.description());
  }

  /** One reader after the other, what moves, and the pictures. */
  private long heapBytes(CptvReader reader) {
    int pixels = reader.header().width() * reader.header().height();
    return reader.heapBytes()
        + MotionPass.heapBytes(reader.header(), limits)
        + drawingHeapBytes(pixels);
  }

  /** The frame that is shown of each track is kept until it is drawn. */
  private long drawingHeapBytes(int pixels) {
    return DRAWING_HEAP_BYTES + mostTracks * (HEAP_PER_TRACK + (long) Short.BYTES * pixels);
  }

  private ThumbnailOutcome rendered(Seen seen, FrameSource frames, RecordingEnd end)
      throws IOException, FramesUnreadableException {
    ThumbnailOutcome.Pictures pictures = new Drawing(seen, frames, palette).draw(mostTracks);
    return end.complete()
        ? new ThumbnailOutcome.Rendered(pictures)
        : new ThumbnailOutcome.Partial(pictures, end.code(), end.description());
  }

  private static ThumbnailOutcome withoutFrames(RecordingEnd end) {
    return end.complete()
        ? new ThumbnailOutcome.Rejected(
            ThumbnailOutcome.Rejected.NO_FRAMES, "the recording has no frames to show")
        : new ThumbnailOutcome.Rejected(end.code(), end.description());
  }
}
