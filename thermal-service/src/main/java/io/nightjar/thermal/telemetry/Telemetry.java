package io.nightjar.thermal.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.nightjar.cptv.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Collects a row of numbers for each frame, and writes {@code telemetry.json}, column by column, as
 * docs/artefacts/telemetry.schema.json describes it. Not thread-safe.
 */
public final class Telemetry {
  /** The artefact. */
  public static final String NAME = "telemetry.json";

  private static final long UNKNOWN = Long.MIN_VALUE;
  private static final int UNTOLD = Integer.MIN_VALUE;
  private static final int BACKGROUND = 1;
  private static final int AFFECTED = 2;

  private static final double MILLIS_PER_SECOND = 1000;
  private static final double HUNDREDTHS = 100;

  /** Seven columns, and one that grows and is there twice for a moment. */
  private static final long BYTES_PER_FRAME = 2 * Long.BYTES + 6 * Integer.BYTES + Long.BYTES;

  private final int framesPerSecond;
  private final LongColumn time;
  private final LongColumn sinceCorrection;
  private final IntColumn temperature;
  private final IntColumn temperatureAtCorrection;
  private final IntColumn minimum;
  private final IntColumn maximum;
  private final IntColumn mean;
  private final IntColumn marks;
  private int frames;
  private int moments;
  private OptionalLong first = OptionalLong.empty();

  /**
   * Starts before the first frame.
   *
   * @param framesPerSecond at which frames count that have no time
   * @param mostFrames how many there may be
   */
  public Telemetry(int framesPerSecond, int mostFrames) {
    this.framesPerSecond = framesPerSecond;
    this.time = new LongColumn(mostFrames);
    this.sinceCorrection = new LongColumn(mostFrames);
    this.temperature = new IntColumn(mostFrames);
    this.temperatureAtCorrection = new IntColumn(mostFrames);
    this.minimum = new IntColumn(mostFrames);
    this.maximum = new IntColumn(mostFrames);
    this.mean = new IntColumn(mostFrames);
    this.marks = new IntColumn(mostFrames);
  }

  /** Returns the heap that so many frames take at most, in bytes: 48 for each, and 32 KiB. */
  public static long heapBytes(int mostFrames) {
    return BYTES_PER_FRAME * mostFrames + (32 << 10);
  }

  /** Takes the next frame, background frames among them. */
  public void look(Frame frame) {
    FrameValues values = FrameValues.of(frame.pixels(), frame.width());
    time.add(frame.background() ? UNKNOWN : timeOf(frame));
    sinceCorrection.add(frame.sinceFfcMillis().orElse(UNKNOWN));
    temperature.add(hundredths(frame.temperature()));
    temperatureAtCorrection.add(hundredths(frame.temperatureAtFfc()));
    minimum.add(values.minimum());
    maximum.add(values.maximum());
    mean.add(values.meanHundredths());
    marks.add((frame.background() ? BACKGROUND : 0) | (frame.affectedByFfc() ? AFFECTED : 0));
    frames++;
  }

  /** By the camera's clock, if the first frame has its time; by the number of frames, else. */
  private long timeOf(Frame frame) {
    if (moments++ == 0) {
      first = frame.timeOnMillis();
    }
    if (first.isEmpty()) {
      return Math.round(MILLIS_PER_SECOND * (moments - 1) / framesPerSecond);
    }
    OptionalLong told = frame.timeOnMillis();
    return told.isPresent() ? told.getAsLong() - first.getAsLong() : UNKNOWN;
  }

  private static int hundredths(OptionalDouble celsius) {
    double value = HUNDREDTHS * celsius.orElse(Double.NaN);
    return Math.abs(value) < Integer.MAX_VALUE ? (int) Math.round(value) : UNTOLD;
  }

  /** Writes the document; the stream stays open. */
  public void write(OutputStream target) throws IOException {
    try (JsonGenerator out = new JsonFactory().createGenerator(target)) {
      out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      out.writeStartObject();
      out.writeNumberField("frames", frames);
      out.writeStringField("clock", first.isPresent() ? "camera" : "rate");
      column(out, "timeMillis", frame -> whole(out, time.get(frame)));
      column(out, "sinceCorrectionMillis", frame -> whole(out, sinceCorrection.get(frame)));
      column(out, "temperatureCelsius", frame -> fraction(out, temperature.get(frame)));
      column(
          out,
          "temperatureAtCorrectionCelsius",
          frame -> fraction(out, temperatureAtCorrection.get(frame)));
      column(out, "minimum", frame -> out.writeNumber(minimum.get(frame)));
      column(out, "maximum", frame -> out.writeNumber(maximum.get(frame)));
      column(out, "mean", frame -> fraction(out, mean.get(frame)));
      column(out, "background", frame -> out.writeBoolean((marks.get(frame) & BACKGROUND) != 0));
      column(out, "affected", frame -> out.writeBoolean((marks.get(frame) & AFFECTED) != 0));
      out.writeEndObject();
    }
  }

  private interface Cell {
    void write(int frame) throws IOException;
  }

  private void column(JsonGenerator out, String name, Cell cell) throws IOException {
    out.writeArrayFieldStart(name);
    for (int frame = 0; frame < frames; frame++) {
      cell.write(frame);
    }
    out.writeEndArray();
  }

  private static void whole(JsonGenerator out, long value) throws IOException {
    if (value == UNKNOWN) {
      out.writeNull();
    } else {
      out.writeNumber(value);
    }
  }

  private static void fraction(JsonGenerator out, int value) throws IOException {
    if (value == UNTOLD) {
      out.writeNull();
    } else {
      out.writeNumber(value / HUNDREDTHS);
    }
  }
}
