package io.nightjar.media;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what ffprobe prints with {@code -of compact=e=c}: one line for each section, fields
 * separated by bars, special characters escaped as in C. Chosen over JSON because it needs no
 * library.
 */
final class FfprobeReport {

  private static final int LONGEST_TAG = 1024;

  private final Map<String, String> stream = new HashMap<>();
  private final Map<String, String> format = new HashMap<>();
  private final Map<String, String> tags = new LinkedHashMap<>();

  private FfprobeReport() {}

  /** Reads a report; unknown lines and fields are skipped. */
  static FfprobeReport parse(String text) {
    FfprobeReport report = new FfprobeReport();
    text.lines()
        .filter(line -> line.startsWith("format|"))
        .forEach(line -> report.readSection(line, report.format));
    text.lines()
        .filter(line -> line.startsWith("stream|"))
        .limit(1)
        .forEach(line -> report.readSection(line, report.stream));
    return report;
  }

  boolean hasStream() {
    return !stream.isEmpty();
  }

  /** The stream as the file describes it; empty if it leaves out what decoding needs. */
  Optional<SoundInfo> info() {
    int sampleRate = (int) number(stream.get("sample_rate"));
    int channels = (int) number(stream.get("channels"));
    String codec = stream.getOrDefault("codec_name", "unknown");
    if (sampleRate <= 0 || channels <= 0 || codec.equals("unknown")) {
      return Optional.empty();
    }
    Duration ofStream = duration(stream.get("duration"));
    Duration claimed = ofStream.isZero() ? duration(format.get("duration")) : ofStream;
    String container = format.getOrDefault("format_name", "unknown");
    return Optional.of(new SoundInfo(container, codec, sampleRate, channels, claimed, tags));
  }

  private void readSection(String line, Map<String, String> fields) {
    StringBuilder field = new StringBuilder();
    for (int i = line.indexOf('|') + 1; i <= line.length(); i++) {
      if (i == line.length() || line.charAt(i) == '|') {
        addField(field.toString(), fields);
        field.setLength(0);
      } else if (line.charAt(i) == '\\' && i + 1 < line.length()) {
        i++;
        field.append(unescaped(line.charAt(i)));
      } else {
        field.append(line.charAt(i));
      }
    }
  }

  /**
   * The first of equal keys wins: ffprobe's own fields come before tags, so no tag can pose as one.
   */
  private void addField(String field, Map<String, String> fields) {
    int equals = field.indexOf('=');
    if (equals <= 0) {
      return;
    }
    String key = field.substring(0, equals);
    String value = field.substring(equals + 1);
    if (!key.startsWith("tag:")) {
      fields.putIfAbsent(key, value);
    } else if (tags.size() < SoundInfo.MOST_TAGS) {
      tags.putIfAbsent(shortened(key.substring(4)), shortened(value));
    }
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_TAG ? text : text.substring(0, LONGEST_TAG);
  }

  private static char unescaped(char escaped) {
    return switch (escaped) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      default -> escaped;
    };
  }

  private static Duration duration(@Nullable String seconds) {
    double value = number(seconds);
    return value > 0 && value < 1e9
        ? Duration.ofNanos(Math.round(value * 1e6) * 1000)
        : Duration.ZERO;
  }

  /** A number of ffprobe's; −1 where it says {@code N/A} or nothing. */
  private static double number(@Nullable String text) {
    if (text == null) {
      return -1;
    }
    try {
      return new BigDecimal(text).doubleValue();
    } catch (NumberFormatException notAvailable) {
      return -1;
    }
  }
}
