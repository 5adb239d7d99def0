package io.nightjar.ingest.frames;

import io.nightjar.cptv.Frame;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.imaging.GreyPicture;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.PngWriter;
import io.nightjar.imaging.Region;
import io.nightjar.imaging.Size;
import io.nightjar.imaging.render.Fit;
import io.nightjar.imaging.render.RenderTarget;
import io.nightjar.imaging.render.TargetSettings;
import io.nightjar.imaging.thumbnail.CloseUp;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.view.ThermalRecording;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Gives one frame of a thermal recording, by the recording's index where there is one, else decoded
 * from its start. Thread-safe.
 */
public final class SingleFrames {
  /** Of what is made here; another one makes others of the same frame. */
  private static final int FORM = 1;

  private static final int TAG_DIGITS = 16;

  private final StoredRecordings recordings;
  private final IndexedFrames indexed;
  private final FrameLevels levels;
  private final DecodingPlaces places;

  /**
   * Reads out of a store.
   *
   * @param limits those of the thermal stage, beyond which nothing is decoded here either
   */
  public SingleFrames(ObjectStore store, Limits.Thermal limits, DecodingPlaces places) {
    this.recordings = StoredRecordings.of(store, limits);
    this.indexed = new IndexedFrames(recordings);
    this.levels = new FrameLevels(store);
    this.places = places;
  }

  /**
   * The entity tag of a frame: it follows from the recording's bytes, and a picture also from what
   * the thermal stage tells of its levels.
   */
  public static String tag(ThermalRecording recording, int number, FrameForm form) {
    String contrast =
        form instanceof FrameForm.Picture picture && picture.around().isEmpty()
            ? "-" + recording.metadata().map(SingleFrames::digits).orElse("own")
            : "";
    return "\""
        + recording.raw().sha256()
        + "-frame"
        + FORM
        + "-"
        + number
        + "-"
        + form.text()
        + contrast
        + "\"";
  }

  private static String digits(ObjectRef object) {
    return object.sha256().substring(0, TAG_DIGITS);
  }

  /**
   * Lets nobody through who asks for a frame of which it is known that it is not there.
   *
   * @throws ProblemException {@code frame-not-found}
   */
  public static void require(ThermalRecording recording, int number) {
    recording
        .known()
        .filter(shape -> number >= shape.frames())
        .ifPresent(
            shape -> {
              throw missing(number, shape.frames());
            });
  }

  private static ProblemException missing(int number, int frames) {
    return new ProblemException(
        ProblemCode.FRAME_NOT_FOUND,
        "no frame " + number + ": " + frames + " can be read, and they are numbered from 0");
  }

  /**
   * Writes a frame. Nothing was begun where this throws a {@link ProblemException}.
   *
   * @throws ProblemException {@code bad-request} if a close-up is to show what lies outside of the
   *     frame, {@code frame-not-found}, {@code frames-not-found} if the recording has no usable
   *     header, {@code overloaded}
   * @throws IOException if the store fails, the reader is gone, or there turn out to be fewer
   *     frames than the thermal stage has found
   */
  public void write(ThermalRecording recording, int number, FrameForm form, FrameAnswer answer)
      throws IOException, InterruptedException {
    require(recording, number);
    places.use(place -> write(find(recording, number, place, answer), form, recording, answer));
  }

  private Frame find(
      ThermalRecording recording, int number, DecodingPlaces.Place place, FrameAnswer answer)
      throws IOException, InterruptedException {
    Optional<Frame> found = indexed.find(recording, number, place, answer);
    return found.isPresent() ? found.get() : fromTheStart(recording, number, place, answer);
  }

  private Frame fromTheStart(
      ThermalRecording recording, int number, DecodingPlaces.Place place, FrameAnswer answer)
      throws IOException, InterruptedException {
    try (CptvReader reader = recordings.open(recording.raw(), place)) {
      Frame frame = reader.newFrame();
      while (reader.read(frame)) {
        if (frame.number() == number) {
          return frame;
        }
        StoredRecordings.goOnFor(answer);
      }
      if (recording.known().isPresent()) {
        throw new IOException(
            "the recording has ended before frame " + number + ": " + reader.ending().code());
      }
      throw missing(number, reader.frames());
    }
  }

  private void write(Frame frame, FrameForm form, ThermalRecording recording, FrameAnswer answer)
      throws IOException {
    GreyPicture counts = new GreyPicture(new Size(frame.width(), frame.height()), frame.pixels());
    switch (form) {
      case FrameForm.Picture(Palette palette, Optional<Around> around) -> {
        TargetSettings settings =
            around.isPresent()
                ? closeUp(counts, around.get(), palette)
                : TargetSettings.plain(
                    counts.size(), Fit.FILL, palette, levels.of(recording, frame));
        var target = new RenderTarget(counts.size(), settings);
        target.draw(counts, frame.number());
        PngWriter.write(target.picture(), answer.begin(OptionalLong.empty()));
      }
      case FrameForm.Grey16 _ -> PngWriter.write(counts, answer.begin(OptionalLong.empty()));
      case FrameForm.Numbers _ -> numbers(frame, answer);
    }
  }

  private static TargetSettings closeUp(GreyPicture frame, Around around, Palette palette) {
    around.requireWithin(frame.size());
    Region shown = CloseUp.around(around.subject(), frame.size());
    return CloseUp.settings(
        shown, around.longestSide(), palette, CloseUp.levels(frame, around.subject(), shown));
  }

  private static void numbers(Frame frame, FrameAnswer answer) throws IOException {
    OutputStream out =
        answer.begin(OptionalLong.of((long) Short.BYTES * frame.width() * frame.height()));
    byte[] row = new byte[Short.BYTES * frame.width()];
    for (int y = 0; y < frame.height(); y++) {
      ByteBuffer.wrap(row)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asShortBuffer()
          .put(frame.pixels(), y * frame.width(), frame.width());
      out.write(row);
    }
    out.flush();
  }
}
