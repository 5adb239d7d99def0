package io.nightjar.thermal.render;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Ending;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.imaging.NpyFrames;
import io.nightjar.imaging.NpyHeader;
import io.nightjar.imaging.Size;
import io.nightjar.pipeline.event.Render;
import io.nightjar.pipeline.event.RenderRequested;
import io.nightjar.pipeline.stage.StageContext;
import io.nightjar.pipeline.stage.StageOutcome;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes {@code frames.npz}, which {@code numpy.load} opens:
 *
 * <ul>
 *   <li>{@code frames}: unsigned 16 bits, time × row × column, the sensor's counts
 *   <li>{@code numbers}: 32 bits, the number of each frame in the recording
 *   <li>{@code times}: 64-bit floats, seconds by the camera's clock; not a number where a frame has
 *       none, as background frames
 * </ul>
 *
 * <p>The shape stands before the numbers, so a recording is decoded twice: once to count, and to
 * note the times in the scratch folder, once to write. In memory is one frame.
 */
final class FramesNpzRenderer implements Renderer<Render.FramesNpz> {
  /** Two GiB of counts: a recording of 160×120 pixels of an hour and a half. */
  static final long MOST_PIXELS = 1L << 30;

  private static final String MEDIA_TYPE = "application/x-npz";
  private static final int BUFFER = 1 << 16;
  private static final double MILLIS = 1e3;
  private static final double MICROS = 1e6;

  /** Buffers, and the deflater's tables. */
  private static final long FIXED_HEAP = 1 << 20;

  private final CptvLimits limits;

  /** Decodes within limits. */
  FramesNpzRenderer(CptvLimits limits) {
    this.limits = limits;
  }

  /**
   * A few facts for the completion event.
   *
   * @param artefact what was made
   * @param from the number of the first frame
   * @param frames how many there are
   * @param height rows
   * @param width columns
   */
  private record Summary(String artefact, int from, int frames, int height, int width) {}

  /**
   * What a recording has of the frames that are wanted.
   *
   * @param from the first one
   * @param frames how many
   * @param size of each
   * @param times a number of 64 bits for each
   * @param ending how the recording ended, if its end was reached
   */
  private record Found(int from, int frames, Size size, Path times, Optional<Ending> ending) {}

  @Override
  public StageOutcome make(Render.FramesNpz render, StageContext<RenderRequested> context)
      throws IOException, InterruptedException, CptvException {
    Found found = look(render, context);
    Optional<StageOutcome> refused = refused(found.frames(), found.size());
    if (refused.isPresent()) {
      return refused.get();
    }
    Path file = context.scratch().resolve(Render.FRAMES_NPZ);
    try (NpzFile npz = NpzFile.create(file)) {
      write(found, context, npz);
    }
    context.add(Render.FRAMES_NPZ, MEDIA_TYPE, file);
    Summary summary =
        new Summary(
            Render.FRAMES_NPZ,
            found.from(),
            found.frames(),
            found.size().height(),
            found.size().width());
    return found
        .ending()
        .filter(ending -> !ending.complete())
        .<StageOutcome>map(
            ending -> new StageOutcome.Partial(ending.code(), ending.description(), summary))
        .orElseGet(() -> new StageOutcome.Completed(summary));
  }

  /** Refuses what is more than {@value #MOST_PIXELS} pixels. */
  static Optional<StageOutcome> refused(int frames, Size size) {
    int most = Math.toIntExact(MOST_PIXELS / size.pixels());
    return frames <= most
        ? Optional.empty()
        : Optional.of(
            new StageOutcome.Rejected(
                Renderer.TOO_LARGE, frames + " frames; ask for at most " + most));
  }

  private Found look(Render.FramesNpz render, StageContext<RenderRequested> context)
      throws IOException, InterruptedException, CptvException {
    Path times = context.scratch().resolve("times");
    try (CptvReader reader = CptvReader.open(context.openSource(), limits);
        var out =
            new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(times), BUFFER))) {
      Size size = new Size(reader.header().width(), reader.header().height());
      context.reserve(reader.heapBytes() + (long) Short.BYTES * size.pixels() + FIXED_HEAP);
      int end = render.to().orElse(Integer.MAX_VALUE);
      Frame frame = reader.newFrame();
      boolean more = true;
      while (more && reader.frames() < end) {
        more = reader.read(frame);
        if (more && frame.number() >= render.from()) {
          // Little-endian, as it will stand in the array.
          out.writeLong(Long.reverseBytes(Double.doubleToLongBits(seconds(frame))));
        }
        goOn(context, frame);
      }
      int from = Math.min(render.from(), reader.frames());
      Optional<Ending> ending = more ? Optional.empty() : Optional.of(reader.ending());
      return new Found(from, reader.frames() - from, size, times, ending);
    }
  }

  /** Since the camera was switched on; of a recording of version 1, since its beginning. */
  private static double seconds(Frame frame) {
    if (frame.timeOnMillis().isPresent()) {
      return frame.timeOnMillis().getAsLong() / MILLIS;
    }
    return frame.offsetMicros().isPresent()
        ? frame.offsetMicros().getAsLong() / MICROS
        : Double.NaN;
  }

  private void write(Found found, StageContext<RenderRequested> context, NpzFile npz)
      throws IOException, InterruptedException, CptvException {
    OutputStream out = npz.next("frames");
    NpyFrames frames = NpyFrames.begin(out, found.frames(), found.size());
    try (CptvReader reader = CptvReader.open(context.openSource(), limits)) {
      Frame frame = reader.newFrame();
      while (frames.left() > 0 && reader.read(frame)) {
        if (frame.number() >= found.from()) {
          frames.add(frame.pixels());
        }
        goOn(context, frame);
      }
    }
    if (frames.left() > 0) {
      throw new IOException("the recording had more frames when it was read before");
    }
    out = npz.next("numbers");
    out.write(NpyHeader.of(NpyHeader.Element.INT32, NpyHeader.Order.C, found.frames()));
    for (int i = 0; i < found.frames(); i++) {
      writeLittleEndian(out, found.from() + i);
    }
    out = npz.next("times");
    out.write(NpyHeader.of(NpyHeader.Element.FLOAT64, NpyHeader.Order.C, found.frames()));
    Files.copy(found.times(), out);
  }

  private static void writeLittleEndian(OutputStream out, int number) throws IOException {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write(number >>> shift);
    }
  }

  private static void goOn(StageContext<RenderRequested> context, Frame frame)
      throws InterruptedException {
    context.spend(frame.pixels().length);
    if (Thread.interrupted()) {
      throw new InterruptedException("stopped at frame " + frame.number());
    }
  }
}
