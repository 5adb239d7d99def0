package io.nightjar.audio.tags;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a recorder was set and how it fared, in the words of GUANO, AudioMoth, Frontier Labs and
 * cameras.
 *
 * @param gain of the microphone, in the recorder's own words: a step's name or number, or decibels
 * @param batteryVolts 0…100
 * @param batteryPercent 0…100
 * @param temperatureCelsius of the air if the recorder tells it, else its own, −90…90
 */
record RecorderState(
    Optional<String> gain,
    OptionalDouble batteryVolts,
    OptionalDouble batteryPercent,
    OptionalDouble temperatureCelsius) {

  private static final String NUMBER = "([+-]?\\d{1,6}(?:\\.\\d{1,6})?)";
  private static final Pattern VOLTS = Pattern.compile(NUMBER + " ?V\\b");
  private static final Pattern PERCENT = Pattern.compile(NUMBER + " ?%");
  private static final Pattern ALONE = Pattern.compile("^" + NUMBER + "(?: ?(?:V|%|°?C))?$");

  private static final double MOST_VOLTS = 100;
  private static final double MOST_PERCENT = 100;
  private static final double MOST_DEGREES = 90;

  /**
   * Reads it.
   *
   * @param tags the value of a tag, if it is there
   * @param audioMoth the comment of an AudioMoth
   */
  static RecorderState read(
      Function<String, Optional<String>> tags, Optional<AudioMothComment> audioMoth) {
    return new RecorderState(
        first(tags, "Gain", "ChannelGain1").or(() -> audioMoth.flatMap(AudioMothComment::gain)),
        volts(tags, audioMoth),
        percent(tags),
        temperature(tags, audioMoth));
  }

  private static OptionalDouble volts(
      Function<String, Optional<String>> tags, Optional<AudioMothComment> audioMoth) {
    Optional<Double> told =
        first(tags, "OAD|Battery Voltage", "Battery Voltage", "batteryVoltage")
            .flatMap(text -> number(ALONE, text))
            .or(() -> tags.apply("BatteryLevel").flatMap(text -> number(VOLTS, text)))
            .or(() -> audioMoth.flatMap(AudioMothComment::batteryVolts));
    return within(told, 0, MOST_VOLTS);
  }

  private static OptionalDouble percent(Function<String, Optional<String>> tags) {
    Optional<Double> told =
        tags.apply("BatteryLevel")
            .flatMap(
                text ->
                    number(PERCENT, text)
                        .or(() -> text.contains("V") ? Optional.empty() : number(ALONE, text)));
    return within(told, 0, MOST_PERCENT);
  }

  private static OptionalDouble temperature(
      Function<String, Optional<String>> tags, Optional<AudioMothComment> audioMoth) {
    Optional<Double> told =
        first(tags, "Temperature Ext", "Temperature Int", "temperature")
            .flatMap(text -> number(ALONE, text))
            .or(() -> audioMoth.flatMap(AudioMothComment::temperatureCelsius));
    return within(told, -MOST_DEGREES, MOST_DEGREES);
  }

  private static Optional<String> first(Function<String, Optional<String>> tags, String... names) {
    for (String name : names) {
      Optional<String> text = tags.apply(name);
      if (text.isPresent()) {
        return text.map(String::strip);
      }
    }
    return Optional.empty();
  }

  private static Optional<Double> number(Pattern pattern, String text) {
    Matcher match = pattern.matcher(text.strip());
    return match.find() ? Optional.of(Double.parseDouble(match.group(1))) : Optional.empty();
  }

  private static OptionalDouble within(Optional<Double> value, double least, double most) {
    return value.stream()
        .mapToDouble(Double::doubleValue)
        .filter(v -> v >= least && v <= most)
        .findFirst();
  }
}
