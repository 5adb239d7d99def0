package io.nightjar.thermal.tracks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.nightjar.imaging.BoxAverage;
import io.nightjar.imaging.Region;
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
  private final FrameNumbers numbers;
  private final BoxAverage boxes;

  TracksDocument(
      Size size,
      int frames,
      TrackLimits limits,
      List<Track> tracks,
      FrameNumbers numbers,
      BoxAverage boxes) {
    this.size = size;
    this.frames = frames;
    this.limits = limits;
    this.tracks = tracks;
    this.numbers = numbers;
    this.boxes = boxes;
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

  private void write(Track track, JsonGenerator out) throws IOException {
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

  private void write(Position position, JsonGenerator out) throws IOException {
    Region box =
        boxes.enlarged(new Region(position.x(), position.y(), position.width(), position.height()));
    long side = boxes.side();
    out.writeStartObject();
    out.writeNumberField("frame", numbers.of(position.frame()));
    out.writeNumberField("x", box.x());
    out.writeNumberField("y", box.y());
    out.writeNumberField("width", box.width());
    out.writeNumberField("height", box.height());
    out.writeNumberField("mass", position.mass() * side * side);
    out.writeNumberField("centroidX", enlarged(position.centroidX()));
    out.writeNumberField("centroidY", enlarged(position.centroidY()));
    out.writeEndObject();
  }

  /** Of a place, where a pixel's middle is a whole number. */
  private double enlarged(float place) {
    return rounded((place + 0.5) * boxes.side() - 0.5, HUNDREDTHS);
  }

  /** Decimal parts so small that rounding keeps a score below the threshold if it was. */
  private static double rounded(double value, double parts) {
    return Math.round(value * parts) / parts;
  }
}
