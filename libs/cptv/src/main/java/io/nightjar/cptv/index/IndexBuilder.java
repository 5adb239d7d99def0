package io.nightjar.cptv.index;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.core.PixelSnapshot;
import io.nightjar.cptv.core.PlainDeltaDecoder;
import io.nightjar.cptv.core.RecordingParser;
import io.nightjar.cptv.core.StreamEnd;
import io.nightjar.cptv.file.JdkChecksum;
import io.nightjar.cptv.inflate.CompressedInput;
import io.nightjar.cptv.inflate.GzipInflatedBytes;
import io.nightjar.cptv.inflate.RestartPoint;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a recording once and notes a checkpoint for every n-th frame. An {@link IndexingReader}
 * does so while somebody reads the frames.
 */
public final class IndexBuilder {

  /** Ten seconds of nine frames. */
  public static final int DEFAULT_INTERVAL = 90;

  private IndexBuilder() {}

  /**
   * Builds an index; of a damaged recording, for the frames before the damage.
   *
   * @param source the recording
   * @param interval frames from one checkpoint to the next, at least 1
   * @throws CptvException if there is no usable header
   */
  public static RecordingIndex build(RangeSource source, int interval, CptvLimits limits)
      throws IOException, CptvException {
    if (interval < 1) {
      throw new IllegalArgumentException("an index has a checkpoint at most every frame");
    }
    List<Checkpoint> checkpoints = new ArrayList<>();
    try (InputStream in = source.from(0);
        GzipInflatedBytes inflated =
            new GzipInflatedBytes(new CompressedInput(in), new JdkChecksum())) {
      inflated.rememberRestarts();
      RecordingParser parser = new RecordingParser(inflated, limits, new PlainDeltaDecoder());
      Header header = parser.header();
      Frame frame = new Frame(header.width(), header.height());
      boolean more = true;
      while (more) {
        if (parser.frames() % interval == 0) {
          Optional<RestartPoint> restart = inflated.restartBefore(parser.offset());
          if (restart.isPresent()) {
            checkpoints.add(checkpoint(parser, withoutWindow(source, restart.get()), frame));
          }
        }
        more = parser.read(frame);
      }
      return new RecordingIndex(source.length(), header, parser.frames(), checkpoints);
    }
  }

  private static Checkpoint checkpoint(RecordingParser parser, RestartPoint restart, Frame before) {
    return new Checkpoint(
        parser.frames(),
        parser.offset(),
        restart.bit(),
        restart.inflatedOffset(),
        Checkpoint.Deflated.of(restart.window()),
        Checkpoint.Deflated.of(PixelSnapshot.pack(before)));
  }

  /**
   * Leaves out the window of a point behind a full flush, which is known by trying: nothing in the
   * next 32 KiB copies from before the point, and what comes later can't reach there.
   */
  private static RestartPoint withoutWindow(RangeSource source, RestartPoint restart)
      throws IOException {
    if ((restart.bit() & 7) != 0) {
      return restart;
    }
    RestartPoint bare = new RestartPoint(restart.bit(), restart.inflatedOffset(), new byte[0]);
    long at = restart.bit() >> 3;
    try (InputStream in = source.from(at);
        GzipInflatedBytes trial =
            GzipInflatedBytes.resume(new CompressedInput(in, at), new JdkChecksum(), bare)) {
      boolean works =
          trial.require(RestartPoint.MAX_WINDOW) || trial.end() instanceof StreamEnd.Complete;
      return works ? bare : restart;
    }
  }
}
