package io.nightjar.thumbnail.document;

import com.fasterxml.jackson.core.JsonParser;
import io.nightjar.pipeline.fault.BrokenContractException;
import io.nightjar.thumbnail.seen.FrameFacts;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/** Reads {@code telemetry.json}: docs/artefacts/telemetry.schema.json. */
public final class TelemetryDocument {
  /** The name of the document. */
  public static final String NAME = "telemetry.json";

  /**
   * A frame takes at least 24 bytes of the document, and at most 80 of the heap: of five columns,
   * each there twice while it grows, and of what is made of them.
   */
  public static final int HEAP_PER_BYTE = 4;

  private static final int MOST_COUNTS = 0xffff;

  private final Column minimum = new Column();
  private final Column maximum = new Column();
  private final Column mean = new Column();
  private final Column background = new Column();
  private final Column affected = new Column();

  private TelemetryDocument() {}

  /**
   * Reads the document to its end; the stream stays open.
   *
   * @throws BrokenContractException if it is not as its schema says, or tells of other frames than
   *     the recording has
   */
  public static FrameFacts read(InputStream source, RecordingFacts recording) throws IOException {
    TelemetryDocument columns = new TelemetryDocument();
    Documents.read(NAME, source, columns::field);
    return columns.facts(recording.frames());
  }

  private void field(String field, JsonParser in) throws IOException {
    switch (field) {
      case "minimum" -> Documents.array(in, cell -> minimum.add(counts(cell)));
      case "maximum" -> Documents.array(in, cell -> maximum.add(counts(cell)));
      case "mean" -> Documents.array(in, cell -> mean.add(Documents.number(cell, 0, MOST_COUNTS)));
      case "background" -> Documents.array(in, cell -> background.add(flag(cell)));
      case "affected" -> Documents.array(in, cell -> affected.add(flag(cell)));
      default -> in.skipChildren();
    }
  }

  private static double counts(JsonParser in) throws IOException {
    return Documents.whole(in, 0, MOST_COUNTS);
  }

  private static double flag(JsonParser in) throws IOException {
    return Documents.flag(in) ? 1 : 0;
  }

  private FrameFacts facts(int frames) {
    for (Column column : List.of(minimum, maximum, mean, background, affected)) {
      if (column.length != frames) {
        throw new BrokenContractException(
            Documents.UNREADABLE,
            NAME + " has a column of " + column.length + " frames, not of " + frames);
      }
    }
    FrameFacts facts = new FrameFacts();
    for (int i = 0; i < frames; i++) {
      facts.add(
          (int) minimum.values[i],
          (int) maximum.values[i],
          mean.values[i],
          background.values[i] != 0,
          affected.values[i] != 0);
    }
    return facts;
  }

  /** Numbers of at most 16 bits, or with a fraction, in their order. */
  private static final class Column {
    private float[] values = new float[256];
    private int length;

    void add(double value) {
      if (length == values.length) {
        values = Arrays.copyOf(values, length + length / 2);
      }
      values[length++] = (float) value;
    }
  }
}
