package io.nightjar.thermal.preview.video;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Ending;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.imaging.GreyPicture;
import io.nightjar.imaging.Histogram;
import io.nightjar.imaging.Levels;
import io.nightjar.imaging.Size;
import io.nightjar.media.VideoFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The work on one preview: its passes over the recording. Not thread-safe. */
final class PreviewWork {

  /** A histogram, tables of colours and of the scaling, and what is on its way to the encoder. */
  private static final long TABLES_BYTES = 1 << 20;

  /** Of the video: scaled values, indices, and three bytes of colour. */
  private static final int BYTES_PER_VIDEO_PIXEL = 6;

  private static final int FASTEST = 240;

  private final Encoding encoding;
  private final CptvLimits limits;
  private final PreviewRenderer.Order order;
  private final Path mp4;
  private final PreviewRenderer.Meter meter;
  private boolean reserved;
  private TrackBoxes boxes = TrackBoxes.NONE;

  PreviewWork(
      Encoding encoding,
      CptvLimits limits,
      PreviewRenderer.Order order,
      Path mp4,
      PreviewRenderer.Meter meter) {
    this.encoding = encoding;
    this.limits = limits;
    this.order = order;
    this.mp4 = mp4;
    this.meter = meter;
  }

  PreviewOutcome run() throws IOException, CptvException {
    if (order.levels().isPresent()) {
      return encode(order.levels().get());
    }
    Levels levels;
    try (CptvReader reader = open()) {
      PreviewFrames frames = frames(reader, order.parameters());
      Optional<Levels> found = levels(frames);
      if (found.isEmpty()) {
        return withoutFrames(frames.ending());
      }
      levels = found.get();
    }
    return encode(levels);
  }

  private CptvReader open() throws IOException, CptvException {
    return CptvReader.open(order.recording().open(), limits);
  }

  /** The frames of a recording that was just opened; asks for memory the first time. */
  private PreviewFrames frames(CptvReader reader, PreviewParameters parameters) throws IOException {
    if (!reserved) {
      reserved = true;
      meter.reserve().accept(heapBytes(reader, order.parameters()) + order.boxes().heapBytes());
      boxes = order.boxes().read();
    }
    Size frame = PreviewFrames.sizeOf(reader);
    long most = order.bounds().pixels() / parameters.size(frame).pixels();
    return new PreviewFrames(
        reader, order.frames(), most, parameters.lookedAt(frame), meter.spent());
  }

  private static long heapBytes(CptvReader reader, PreviewParameters parameters) {
    Size frame = PreviewFrames.sizeOf(reader);
    Size lookedAt = parameters.lookedAt(frame);
    long picture = (long) Short.BYTES * lookedAt.pixels();
    long video = (long) BYTES_PER_VIDEO_PIXEL * parameters.size(frame).pixels();
    return PreviewFrames.heapBytes(reader, lookedAt) + picture + video + TABLES_BYTES;
  }

  /** The contrast of the steadied scene; empty if there is no frame. */
  private static Optional<Levels> levels(PreviewFrames frames) throws IOException {
    var values = new Histogram();
    GreyPicture counts = frames.newPicture();
    while (frames.next()) {
      frames.scene().counts(counts.samples());
      values.add(counts);
    }
    return values.total() == 0
        ? Optional.empty()
        : Optional.of(Levels.ofScene(values).atLeast(Levels.LEAST_SPAN));
  }

  private PreviewOutcome encode(Levels levels) throws IOException, CptvException {
    Coarseness coarseness = Coarseness.of(order.parameters().quantiser());
    PreviewOutcome outcome = encode(levels, coarseness);
    while (!(outcome instanceof PreviewOutcome.Rejected)) {
      double times = (double) Files.size(mp4) / order.bounds().bytes();
      Optional<Coarseness> coarser = times > 1 ? coarseness.coarser(times) : Optional.empty();
      if (coarser.isEmpty()) {
        return outcome;
      }
      coarseness = coarser.get();
      outcome = encode(levels, coarseness);
    }
    return outcome;
  }

  private PreviewOutcome encode(Levels levels, Coarseness coarseness)
      throws IOException, CptvException {
    PreviewParameters parameters =
        coarseness.half() ? order.parameters().halved() : order.parameters();
    try (CptvReader reader = open()) {
      PreviewFrames frames = frames(reader, parameters);
      if (!frames.next()) {
        return withoutFrames(frames.ending());
      }
      PreviewVideo video =
          new PreviewVideo(
              frames,
              PreviewFrames.sizeOf(reader),
              levels,
              new PreviewVideo.Look(parameters, boxes, coarseness.hold()),
              meter.spent());
      int framesPerSecond = Math.clamp(reader.header().framesPerSecond(), 1, FASTEST);
      Size size = video.size();
      encoding.encode(
          new VideoFormat(size.width(), size.height(), framesPerSecond, coarseness.quantiser()),
          mostFrames(reader),
          video,
          mp4);
      PreviewFacts facts =
          new PreviewFacts(
              size,
              frames.frames(),
              framesPerSecond,
              frames.scene().held(),
              levels,
              coarseness.quantiser());
      return frames
          .ending()
          .filter(ending -> !ending.complete())
          .<PreviewOutcome>map(
              ending -> new PreviewOutcome.Partial(facts, ending.code(), ending.description()))
          .orElseGet(() -> new PreviewOutcome.Rendered(facts));
    }
  }

  private long mostFrames(CptvReader reader) {
    long pixels = PreviewFrames.sizeOf(reader).pixels();
    return Math.min(limits.maxFrames(), limits.maxTotalPixels() / pixels + 1);
  }

  private static PreviewOutcome withoutFrames(Optional<Ending> end) {
    return end.filter(ending -> !ending.complete())
        .map(ending -> new PreviewOutcome.Rejected(ending.code(), ending.description()))
        .orElseGet(
            () ->
                new PreviewOutcome.Rejected(
                    PreviewOutcome.Rejected.NO_FRAMES, "the recording has no frames to show"));
  }
}
