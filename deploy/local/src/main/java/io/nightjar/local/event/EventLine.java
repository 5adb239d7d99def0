package io.nightjar.local.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.local.client.RecordingIds;
import io.nightjar.local.terminal.Cells;
import io.nightjar.local.terminal.Moment;
import io.nightjar.pipeline.event.EventType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Events on a line each, for people, in columns that stand before the events are known. */
public final class EventLine {
  private static final int WHEN = 10;
  private static final int EVENT = 20;
  private static final int RECORDING = 13;
  private static final int DEVICE = 12;
  private static final int GAPS = 4 * 2;
  private static final int NARROWEST = 10;
  private static final String NONE = "-";

  private final int outcome;

  /** Lines of so many columns. */
  public EventLine(int width) {
    this.outcome = Math.max(NARROWEST, width - WHEN - EVENT - RECORDING - DEVICE - GAPS);
  }

  /** What stands in the columns. */
  public String heading() {
    return line("when", "event", "recording", "device", "outcome");
  }

  /** An event as it looks now. */
  public String of(StackEvent event, Instant now) {
    boolean ofRecording = !event.type().equals(EventType.DEVICE_EVENT);
    return line(
        when(event, now),
        KnownTypes.shortName(event.type()),
        ofRecording ? RecordingIds.first(event.subject()) : NONE,
        event.data().path("device").path("device").asText(NONE),
        outcome(event));
  }

  private static String when(StackEvent event, Instant now) {
    try {
      return Moment.ago(OffsetDateTime.parse(event.time()).toInstant(), now);
    } catch (DateTimeException noTime) {
      return NONE;
    }
  }

  /**
   * What is wrong, if something is; else how it ended; else what it is about or whose word it is.
   */
  private static String outcome(StackEvent event) {
    JsonNode data = event.data();
    for (String field : new String[] {"code", "status", "kind", "type"}) {
      String value = data.path(field).asText("");
      if (!value.isEmpty()) {
        return field.equals("code") && data.path("status").asText().equals("partial")
            ? "partial: " + value
            : value;
      }
    }
    return data.at("/classifier/name").asText("");
  }

  private String line(String when, String event, String recording, String device, String end) {
    return String.join(
            "  ",
            Cells.fit(Cells.plain(when), WHEN),
            Cells.fit(Cells.plain(event), EVENT),
            Cells.fit(Cells.plain(recording), RECORDING),
            Cells.fit(Cells.plain(device), DEVICE),
            Cells.begin(Cells.plain(end), outcome))
        .stripTrailing();
  }
}
