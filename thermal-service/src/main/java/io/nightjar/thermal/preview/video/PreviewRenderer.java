package io.nightjar.thermal.preview.video;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.imaging.Levels;
import io.nightjar.media.VideoEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Renders the preview of a recording: its frames one after the other at the recording's rate, in
 * the colours of a palette, without the sensor's noise and leaps. Gaps in time are not shown.
 *
 * <p>Reads the recording as a stream: once more if its contrast is not known, and again, coarser,
 * if the video has more bytes than it may, as where all is noise. Memory follows the size of a
 * frame, never the length of the recording. Thread-safe.
 */
public final class PreviewRenderer {

  private final Encoding encoding;
  private final CptvLimits limits;

  /**
   * @param limits what to read of a recording at most
   */
  public PreviewRenderer(VideoEncoder encoder, CptvLimits limits) {
    this(encoder::encodeMp4, limits);
  }

  /**
   * @param encoding what becomes of the frames, in place of a video
   * @param limits what to read of a recording at most
   */
  public PreviewRenderer(Encoding encoding, CptvLimits limits) {
    this.encoding = encoding;
    this.limits = limits;
  }

  /**
   * What to render.
   *
   * @param recording the upload
   * @param frames which of its frames
   * @param parameters how it is to look
   * @param levels its contrast, if it is known
   * @param boxes where its tracks are
   * @param bounds how large it may be
   */
  public record Order(
      RecordingFile recording,
      FrameRange frames,
      PreviewParameters parameters,
      Optional<Levels> levels,
      BoxSource boxes,
      Bounds bounds) {}

  /**
   * How large a video may be.
   *
   * @param pixels of all frames together; of more there is none
   * @param bytes if it has more, it is encoded again, coarser, as far as that is of use
   */
  public record Bounds(long pixels, long bytes) {

    /** Any number of frames, in so many bytes. */
    public static Bounds ofBytes(long bytes) {
      return new Bounds(Long.MAX_VALUE, bytes);
    }

    /** So many pixels, in as many bytes as they take. */
    public static Bounds ofPixels(long pixels) {
      return new Bounds(pixels, Long.MAX_VALUE);
    }
  }

  /**
   * Told about the work as it goes; what they throw ends it and passes unchanged.
   *
   * @param spent is told, after each frame that was read or drawn, how many pixels it had; on any
   *     thread, one at a time
   * @param reserve is told once, when the header is read and nothing large is taken yet, how many
   *     bytes of heap the work takes at most. It may wait
   */
  public record Meter(LongConsumer spent, LongConsumer reserve) {}

  /**
   * Renders one recording.
   *
   * @param mp4 the file to write; of use only if something is rendered
   * @throws io.nightjar.media.ChildFaultException if the encoder failed by the machine's fault
   * @throws IOException what the recording threw, unchanged: the store is at fault, not the
   *     recording
   */
  public PreviewOutcome render(Order order, Path mp4, Meter meter) throws IOException {
    try {
      return new PreviewWork(encoding, limits, order, mp4, meter).run();
    } catch (CptvException unreadable) {
      return new PreviewOutcome.Rejected(unreadable.code(), unreadable.rule());
    } catch (VideoTooLargeException tooLarge) {
      return new PreviewOutcome.Rejected(
          PreviewOutcome.Rejected.TOO_LARGE, String.valueOf(tooLarge.getMessage()));
    }
  }
}
