package io.nightjar.pipeline.recording;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * When a recording began, and how that is known. A clock that was wrong is not corrected: its time
 * is kept as claimed, with a doubt.
 *
 * @param at the beginning, UTC
 * @param source who says so
 * @param doubt why it may be wrong, if it may
 */
public record RecordedTime(Instant at, Source source, Optional<Doubt> doubt) {

  /** Who says when a recording began. */
  public enum Source {
    /** The header of the recording itself. */
    HEADER,
    /** The recorder, in tags of the sound file. */
    TAGS,
    /** Whoever sent it. */
    CLIENT,
    /** Nobody: it is when the recording was received. */
    RECEIPT;

    /** Its name in documents and events. */
    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Why a time may be wrong. */
  public enum Doubt {
    /** It can't be true, as before all recorders or after the receipt: the clock was not set. */
    CLOCK,
    /** The recorder told no offset from UTC; its local time is taken for UTC. */
    ZONE;

    /** Its name in documents and events. */
    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The time of receipt, where nobody says better. */
  public static RecordedTime received(Instant receivedAt) {
    return new RecordedTime(receivedAt, Source.RECEIPT, Optional.empty());
  }

  /** What somebody claims of a recording of a kind that was received at a certain time. */
  public static RecordedTime claimed(
      Instant at, Source source, MediaKind kind, Instant receivedAt) {
    return new RecordedTime(at, source, ClockFault.of(at, kind, receivedAt).map(_ -> Doubt.CLOCK));
  }

  /** The same of a recorder that told no offset from UTC, unless its clock is in doubt anyway. */
  public RecordedTime withoutZone() {
    return new RecordedTime(at, source, doubt.or(() -> Optional.of(Doubt.ZONE)));
  }
}
