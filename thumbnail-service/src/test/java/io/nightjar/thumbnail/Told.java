package io.nightjar.thumbnail;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.cptv.index.IndexBuilder;
import io.nightjar.cptv.index.IndexFormat;
import io.nightjar.cptv.index.RangeSource;
import io.nightjar.thumbnail.document.RecordingFacts;
import io.nightjar.thumbnail.seen.MotionPass;
import io.nightjar.thumbnail.seen.Seen;
import io.nightjar.thumbnail.seen.SeenTrack;
import io.nightjar.thumbnail.seen.Spot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the thermal stage tells of a recording, as docs/artefacts describes it: written here from
 * what one pass finds.
 */
public final class Told {
  private final RecordingFacts facts;
  private final byte[] telemetry;
  private final byte[] tracks;
  private final byte[] index;

  private Told(RecordingFacts facts, byte[] telemetry, byte[] tracks, byte[] index) {
    this.facts = facts;
    this.telemetry = telemetry;
    this.tracks = tracks;
    this.index = index;
  }

  public RecordingFacts facts() {
    return facts;
  }

  public byte[] telemetry() {
    return telemetry;
  }

  public byte[] tracks() {
    return tracks;
  }

  public byte[] index() {
    return index;
  }

  public static Told of(byte[] recording) throws IOException, CptvException {
    try (CptvReader reader =
        CptvReader.open(new ByteArrayInputStream(recording), CptvLimits.DEFAULT)) {
      Seen seen = MotionPass.read(reader, _ -> {});
      ByteArrayOutputStream index = new ByteArrayOutputStream();
      IndexFormat.write(
          IndexBuilder.build(
              new Bytes(recording), IndexBuilder.DEFAULT_INTERVAL, CptvLimits.DEFAULT),
          index);
      RecordingFacts facts =
          new RecordingFacts(
              seen.size(),
              reader.frames(),
              reader.backgroundFrames(),
              new RecordingFacts.End(
                  reader.ending().code(),
                  reader.ending().complete(),
                  reader.ending().description()));
      return new Told(facts, telemetry(recording), tracks(seen), index.toByteArray());
    }
  }

  /** A recording by ranges. */
  public static final class Bytes implements RangeSource {
    private final byte[] bytes;

    public Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public InputStream from(long offset) {
      return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
    }
  }

  private static byte[] tracks(Seen seen) {
    String tracks = seen.tracks().stream().map(Told::track).collect(Collectors.joining(","));
    return String.format(
            Locale.ROOT,
            "{\"width\":%d,\"height\":%d,\"frames\":%d,\"threshold\":%s,\"limits\":{\"atOnce\":32},"
                + "\"tracks\":[%s]}",
            seen.size().width(),
            seen.size().height(),
            seen.frames().size(),
            seen.threshold(),
            tracks)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String track(SeenTrack track) {
    return String.format(
        Locale.ROOT,
        "{\"id\":%d,\"score\":%.3f,\"warm\":%s,\"positions\":[%s]}",
        track.id(),
        track.score(),
        track.warm(),
        track.spots().stream().map(Told::position).collect(Collectors.joining(",")));
  }

  private static String position(Spot spot) {
    return String.format(
        Locale.ROOT,
        "{\"frame\":%d,\"x\":%d,\"y\":%d,\"width\":%d,\"height\":%d,\"mass\":%d,\"centroidX\":%.2f,"
            + "\"centroidY\":%.2f}",
        spot.frame(),
        spot.x(),
        spot.y(),
        spot.width(),
        spot.height(),
        spot.mass(),
        spot.x() + spot.width() / 2.0,
        spot.y() + spot.height() / 2.0);
  }

  private static byte[] telemetry(byte[] recording) throws IOException, CptvException {
    List<Row> rows = new ArrayList<>();
    try (CptvReader reader =
        CptvReader.open(new ByteArrayInputStream(recording), CptvLimits.DEFAULT)) {
      var frame = reader.newFrame();
      while (reader.read(frame)) {
        IntFunction<Integer> pixel = i -> frame.pixels()[i] & 0xffff;
        var values = IntStream.range(0, frame.pixels().length).map(pixel::apply);
        var summary = values.summaryStatistics();
        rows.add(
            new Row(
                summary.getMin(),
                summary.getMax(),
                summary.getAverage(),
                frame.background(),
                frame.affectedByFfc()));
      }
    }
    return String.format(
            Locale.ROOT,
            "{\"frames\":%d,\"clock\":\"camera\",\"minimum\":[%s],\"maximum\":[%s],\"mean\":[%s],"
                + "\"background\":[%s],\"affected\":[%s]}",
            rows.size(),
            column(rows, Row::minimum),
            column(rows, Row::maximum),
            column(rows, row -> String.format(Locale.ROOT, "%.2f", row.mean())),
            column(rows, Row::background),
            column(rows, Row::affected))
        .getBytes(StandardCharsets.UTF_8);
  }

  private record Row(int minimum, int maximum, double mean, boolean background, boolean affected) {}

  private static String column(List<Row> rows, Function<Row, Object> cell) {
    return rows.stream().map(cell).map(String::valueOf).collect(Collectors.joining(","));
  }
}
