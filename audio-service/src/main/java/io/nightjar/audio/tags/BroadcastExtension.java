package io.nightjar.audio.tags;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The chunk {@code bext} of Broadcast Wave (EBU Tech 3285), as field recorders write it.
 *
 * @param originator who made it: of field recorders their model
 * @param originatedAt when, in the recorder's own time; the format knows no offset from UTC
 */
record BroadcastExtension(Optional<String> originator, Optional<LocalDateTime> originatedAt) {

  private static final int ORIGINATOR = 256;
  private static final int DATE = 320;
  private static final int TIME = 330;
  private static final int END = 338;

  /** Digits in pairs, whatever stands between them: the format allows {@code -_:.} and blanks. */
  private static final Pattern DATE_AND_TIME =
      Pattern.compile(
          "(\\d{4})[-_:. /](\\d\\d)[-_:. /](\\d\\d) (\\d\\d)[-_:. ](\\d\\d)[-_:. ](\\d\\d)");

  static Optional<BroadcastExtension> parse(ByteBuffer chunk) {
    if (chunk.limit() < END) {
      return Optional.empty();
    }
    String originator = text(chunk, ORIGINATOR, 32);
    return Optional.of(
        new BroadcastExtension(
            originator.isEmpty() ? Optional.empty() : Optional.of(originator),
            time(text(chunk, DATE, TIME - DATE) + " " + text(chunk, TIME, END - TIME))));
  }

  private static Optional<LocalDateTime> time(String text) {
    Matcher match = DATE_AND_TIME.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    int[] fields = new int[6];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = Integer.parseInt(match.group(i + 1));
    }
    try {
      return Optional.of(
          LocalDateTime.of(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]));
    } catch (DateTimeException noSuchTime) {
      return Optional.empty();
    }
  }

  private static String text(ByteBuffer chunk, int at, int length) {
    byte[] bytes = new byte[length];
    chunk.get(at, bytes);
    return TagText.decode(bytes);
  }
}
