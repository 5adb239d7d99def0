package io.nightjar.ingest.frames;

import io.nightjar.cptv.Frame;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.imaging.NpyFrames;
import io.nightjar.imaging.Size;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.view.ThermalRecording;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/**
 * Decodes recordings of the store for those who read their pixels, a frame at a time. Thread-safe.
 */
public final class StoredFrames {
  /** Of what is made here; another one makes others of the same recording. */
  private static final int FORM = 1;

  private final StoredRecordings recordings;
  private final DecodingPlaces places;

  /**
   * Reads out of a store.
   *
   * @param limits those of the thermal stage, beyond which nothing is decoded here either
   */
  public StoredFrames(ObjectStore store, Limits.Thermal limits, DecodingPlaces places) {
    this.recordings = StoredRecordings.of(store, limits);
    this.places = places;
  }

  /** The entity tag of some frames: they follow from the recording's bytes and the range. */
  public static String tag(ThermalRecording recording, FrameRange range) {
    return "\""
        + recording.raw().sha256()
        + "-frames"
        + FORM
        + "-"
        + range.from()
        + "-"
        + range.to()
        + "\"";
  }

  /** How many bytes the array of some frames has, where that is known without decoding. */
  public static OptionalLong length(ThermalRecording recording, FrameRange range) {
    return recording.known().stream()
        .mapToLong(
            shape ->
                NpyFrames.length(
                    range.within(shape.frames()).length(), new Size(shape.width(), shape.height())))
        .findFirst();
  }

  /**
   * Writes some frames as one array. Nothing was begun where this throws a {@link
   * ProblemException}.
   *
   * @throws ProblemException {@code frames-not-found} if the recording has no usable header, {@code
   *     overloaded}
   * @throws IOException if the store fails, the reader is gone, or there turn out to be fewer
   *     frames than the thermal stage has found; what was begun is not whole then
   */
  public void write(ThermalRecording recording, FrameRange range, FrameAnswer answer)
      throws IOException, InterruptedException {
    places.use(place -> write(recording, range, answer, place));
  }

  private void write(
      ThermalRecording recording, FrameRange range, FrameAnswer answer, DecodingPlaces.Place place)
      throws IOException, InterruptedException {
    int frames =
        recording.known().isPresent()
            ? recording.known().get().frames()
            : count(recording.raw(), place, range.to(), answer);
    try (CptvReader reader = recordings.open(recording.raw(), place)) {
      write(reader, range.within(frames), answer);
    }
  }

  /** Only decoding tells what can be read; stops at the first frame that is not wanted. */
  private int count(ObjectRef raw, DecodingPlaces.Place place, int end, FrameAnswer answer)
      throws IOException, InterruptedException {
    try (CptvReader reader = recordings.open(raw, place)) {
      Frame frame = reader.newFrame();
      while (reader.frames() < end && reader.read(frame)) {
        StoredRecordings.goOnFor(answer);
      }
      return reader.frames();
    }
  }

  private static void write(CptvReader reader, FrameRange range, FrameAnswer answer)
      throws IOException {
    Size size = new Size(reader.header().width(), reader.header().height());
    OutputStream out = answer.begin(OptionalLong.of(NpyFrames.length(range.length(), size)));
    NpyFrames frames = NpyFrames.begin(out, range.length(), size);
    Frame frame = reader.newFrame();
    while (frames.left() > 0 && reader.read(frame)) {
      if (range.has(frame.number())) {
        frames.add(frame.pixels());
      }
      StoredRecordings.goOnFor(answer);
    }
    if (frames.left() > 0) {
      throw new IOException(
          "the recording has ended before frame " + range.to() + ": " + reader.ending().code());
    }
    out.flush();
  }
}
