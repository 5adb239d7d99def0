package io.nightjar.thermal.tracks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.nightjar.imaging.Size;
import io.nightjar.motion.Position;
import io.nightjar.motion.Track;
import io.nightjar.motion.TrackLimits;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The content of {@code tracks.json}, as docs/artefacts/tracks.schema.json describes it. A track
 * has the names of {@code io.nightjar.tracks.classified.v1}, so that a classifier can send it back
 * with its labels. What does not reach the threshold is in it as well, for whoever sets another
 * one.
 */
public final class TracksDocument {
  /** The artefact. */
  public static final String NAME = "tracks.json";

  private static final double THOUSANDTHS = 1000;
  private static final double HUNDREDTHS = 100;

  private final Size size;
  private final int frames;
  private final TrackLimits limits;
  private final List<Track> tracks;

  /**
   * @param size of the recording's frames
   * @param frames that were looked at, background frames counted
   * @param limits within which tracks were found
   * @param tracks in pixels and frames of the recording
   */
  public TracksDocument(Size size, int frames, TrackLimits limits, List<Track> tracks) {
    this.size = size;
    this.frames = frames;
    this.limits = limits;
    this.tracks = tracks;
  }

  /** Returns how many tracks reach the threshold. */
  public int animals() {
    return (int) tracks.stream().filter(track -> track.score() >= Track.THRESHOLD).count();
  }

  /** Writes the document; the stream stays open. */
  public void write(OutputStream target) throws IOException {
    try (JsonGenerator out = new JsonFactory().createGenerator(target)) {
      out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      out.writeStartObject();
      out.writeNumberField("width", size.width());
      out.writeNumberField("height", size.height());
      out.writeNumberField("frames", frames);
      out.writeNumberField("threshold", Track.THRESHOLD);
      out.writeObjectFieldStart("limits");
      out.writeNumberField("atOnce", limits.atOnce());
      out.writeNumberField("tracks", limits.kept());
      out.writeNumberField("positions", limits.positions());
      out.writeEndObject();
      out.writeArrayFieldStart("tracks");
      for (Track track : tracks) {
        write(track, out);
      }
      out.writeEndArray();
      out.writeEndObject();
    }
  }

  private static void write(Track track, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeNumberField("id", track.id());
    out.writeNumberField("score", rounded(track.score(), THOUSANDTHS));
    out.writeBooleanField("warm", track.warm());
    out.writeArrayFieldStart("positions");
    for (Position position : track.positions()) {
      write(position, out);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void write(Position position, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeNumberField("frame", position.frame());
    out.writeNumberField("x", position.x());
    out.writeNumberField("y", position.y());
    out.writeNumberField("width", position.width());
    out.writeNumberField("height", position.height());
    out.writeNumberField("mass", position.mass());
    out.writeNumberField("centroidX", rounded(position.centroidX(), HUNDREDTHS));
    out.writeNumberField("centroidY", rounded(position.centroidY(), HUNDREDTHS));
    out.writeEndObject();
  }

  /** Decimal parts so small that rounding keeps a score below the threshold if it was. */
  private static double rounded(double value, double parts) {
    return Math.round(value * parts) / parts;
  }
}
