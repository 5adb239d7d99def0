package io.nightjar.thumbnail.document;

import com.fasterxml.jackson.core.JsonParser;
import io.nightjar.pipeline.fault.BrokenContractException;
import io.nightjar.thumbnail.seen.FrameFacts;
import io.nightjar.thumbnail.seen.Seen;
import io.nightjar.thumbnail.seen.SeenTrack;
import io.nightjar.thumbnail.seen.Spot;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code tracks.json}: docs/artefacts/tracks.schema.json. */
public final class TracksDocument {
  /** The name of the document. */
  public static final String NAME = "tracks.json";

  /** A track or a position takes no more of the heap than of the document. */
  public static final int HEAP_PER_BYTE = 1;

  private final RecordingFacts recording;
  private final List<SeenTrack> tracks = new ArrayList<>();
  private double threshold = Double.NaN;

  private TracksDocument(RecordingFacts recording) {
    this.recording = recording;
  }

  /**
   * Reads the document to its end; the stream stays open.
   *
   * @param frames of the recording, which its tracks are in
   * @throws BrokenContractException if it is not as its schema says, or shows what the recording
   *     can't hold
   */
  public static Seen read(InputStream source, RecordingFacts recording, FrameFacts frames)
      throws IOException {
    TracksDocument document = new TracksDocument(recording);
    Documents.read(
        NAME,
        source,
        (field, in) -> {
          switch (field) {
            case "threshold" -> document.threshold = Documents.number(in, 0, 1);
            case "width" -> Documents.whole(in, recording.size().width(), recording.size().width());
            case "height" ->
                Documents.whole(in, recording.size().height(), recording.size().height());
            case "tracks" -> Documents.array(in, document::track);
            default -> in.skipChildren();
          }
        });
    return document.seen(frames);
  }

  private Seen seen(FrameFacts frames) {
    if (Double.isNaN(threshold)) {
      throw new BrokenContractException(Documents.UNREADABLE, NAME + " has no threshold");
    }
    return new Seen(recording.size(), frames, threshold, tracks);
  }

  private void track(JsonParser in) throws IOException {
    TrackFields fields = new TrackFields();
    Documents.object(in, fields::read);
    tracks.add(fields.track());
  }

  /** The fields of a track, in whatever order they come. */
  private final class TrackFields {
    private int id;
    private double score = Double.NaN;
    private boolean warm;
    private final List<Spot> spots = new ArrayList<>();

    void read(String field, JsonParser in) throws IOException {
      switch (field) {
        case "id" -> id = (int) Documents.whole(in, 1, Integer.MAX_VALUE);
        case "score" -> score = Documents.number(in, 0, 1);
        case "warm" -> warm = Documents.flag(in);
        case "positions" -> Documents.array(in, this::position);
        default -> in.skipChildren();
      }
    }

    private void position(JsonParser in) throws IOException {
      SpotFields fields = new SpotFields();
      Documents.object(in, fields::read);
      Spot spot = fields.spot();
      Documents.check(
          spots.isEmpty() || spots.getLast().frame() < spot.frame(), "positions rise by frame");
      spots.add(spot);
    }

    SeenTrack track() throws IOException {
      Documents.check(
          id > 0 && !Double.isNaN(score) && !spots.isEmpty(),
          "a track has an id, a score and positions");
      return new SeenTrack(id, score, warm, spots);
    }
  }

  /** The fields of a position, in whatever order they come. */
  private final class SpotFields {
    private int frame = -1;
    private int x = -1;
    private int y = -1;
    private int width;
    private int height;
    private long mass = -1;

    void read(String field, JsonParser in) throws IOException {
      switch (field) {
        case "frame" -> frame = (int) Documents.whole(in, 0, recording.frames() - 1L);
        case "x" -> x = (int) Documents.whole(in, 0, recording.size().width() - 1L);
        case "y" -> y = (int) Documents.whole(in, 0, recording.size().height() - 1L);
        case "width" -> width = (int) Documents.whole(in, 1, recording.size().width());
        case "height" -> height = (int) Documents.whole(in, 1, recording.size().height());
        case "mass" -> mass = Documents.whole(in, 0, Long.MAX_VALUE);
        default -> in.skipChildren();
      }
    }

    Spot spot() throws IOException {
      Documents.check(
          frame >= 0 && x >= 0 && y >= 0 && width > 0 && height > 0 && mass >= 0,
          "a position has a frame, a box and a mass");
      Documents.check(
          x + width <= recording.size().width() && y + height <= recording.size().height(),
          "boxes lie in the frame");
      return new Spot(frame, x, y, width, height, mass);
    }
  }
}
