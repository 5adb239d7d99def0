package io.nightjar.audio.tags;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comment that AudioMoth recorders put into their files, such as {@code Recorded at 10:34:00
 * 30/05/2023 (UTC+12) by AudioMoth 0123456789ABCDEF at medium gain …}, in the words of all their
 * firmwares since 2018.
 *
 * @param recordedAt when the recording began
 * @param deviceId the recorder's serial number, if the comment has it: a deployment's number may
 *     stand in its place
 * @param gain {@code low} … {@code high}, or a number in that order
 * @param batteryVolts as measured; absent if it was outside of what can be measured
 * @param temperatureCelsius of the recorder
 */
record AudioMothComment(
    ClaimedTime recordedAt,
    Optional<String> deviceId,
    Optional<String> gain,
    Optional<Double> batteryVolts,
    Optional<Double> temperatureCelsius) {

  /** What it calls itself. */
  static final String MODEL = "AudioMoth";

  private static final Pattern RECORDED =
      Pattern.compile(
          "Recorded at (\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d{3}))? (\\d\\d)/(\\d\\d)/(\\d{4})"
              + " \\(UTC([+-]\\d{1,2})?(?::(\\d\\d))?\\) (by AudioMoth|during deployment)[^,]*.*",
          Pattern.DOTALL);

  private static final Pattern SERIAL = Pattern.compile("\\bAudioMoth ([0-9A-Fa-f]{16})\\b");

  private static final Pattern GAIN =
      Pattern.compile(
          "\\bat (?:gain setting (\\d)|((?:low|medium|high)(?:-(?:medium|high))?) gain)");

  private static final Pattern BATTERY =
      Pattern.compile("\\bbattery (?:state )?was (\\d{1,2}\\.\\d{1,2})V");

  private static final Pattern TEMPERATURE =
      Pattern.compile("\\btemperature was (-?\\d{1,2}(?:\\.\\d)?)C");

  /**
   * Reads a comment.
   *
   * @param artist the artist's tag, which names the recorder, too
   * @return empty if it is not AudioMoth's
   */
  static Optional<AudioMothComment> parse(String comment, String artist) {
    Matcher match = RECORDED.matcher(comment);
    if (!match.matches()) {
      return Optional.empty();
    }
    try {
      LocalDateTime local =
          LocalDateTime.of(
              number(match, 7),
              number(match, 6),
              number(match, 5),
              number(match, 1),
              number(match, 2),
              number(match, 3),
              number(match, 4) * 1_000_000);
      Matcher serial = SERIAL.matcher(comment + " " + artist);
      Optional<String> id =
          serial.find() ? Optional.of(serial.group(1).toUpperCase(Locale.ROOT)) : Optional.empty();
      return Optional.of(
          new AudioMothComment(
              new ClaimedTime(local, Optional.of(offset(match))),
              id,
              found(GAIN, comment),
              found(BATTERY, comment).map(Double::valueOf),
              found(TEMPERATURE, comment).map(Double::valueOf)));
    } catch (DateTimeException noSuchTime) {
      return Optional.empty();
    }
  }

  /** The first group that has anything. */
  private static Optional<String> found(Pattern pattern, String comment) {
    Matcher match = pattern.matcher(comment);
    if (!match.find()) {
      return Optional.empty();
    }
    Optional<String> first = Optional.ofNullable(match.group(1));
    return first.isPresent() || match.groupCount() == 1
        ? first
        : Optional.ofNullable(match.group(2));
  }

  /** {@code +5:30}, {@code -3:30}, {@code -0:30}: the sign is that of the minutes, too. */
  private static ZoneOffset offset(Matcher match) {
    int hours = number(match, 8);
    String sign = Optional.ofNullable(match.group(8)).orElse("+");
    int minutes = sign.startsWith("-") ? -number(match, 9) : number(match, 9);
    return ZoneOffset.ofHoursMinutes(hours, minutes);
  }

  private static int number(Matcher match, int group) {
    return Optional.ofNullable(match.group(group)).map(Integer::parseInt).orElse(0);
  }
}
