package io.nightjar.audio.spectrogram;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.000125 | Time (ms)    | 0 0.02 0.04 0.06 0.08 0.1 0.12",
        "0.0999   | Time (ms)    | 0 10 20 30 40 50 60 70 80 90",
        "0.1      | Time (s)     | 0 0.01 0.02 0.03 0.04 0.05 0.06 0.07 0.08 0.09 0.1",
        "1.7      | Time (s)     | 0 0.2 0.4 0.6 0.8 1 1.2 1.4 1.6",
        "10       | Time (s)     | 0 1 2 3 4 5 6 7 8 9 10",
        "59.9     | Time (s)     | 0 5 10 15 20 25 30 35 40 45 50 55",
        "61.8     | Time (min:s) | 0:00 0:10 0:20 0:30 0:40 0:50 1:00",
        "94.7     | Time (min:s) | 0:00 0:10 0:20 0:30 0:40 0:50 1:00 1:10 1:20 1:30",
        "3599     | Time (min:s) | 0:00 5:00 10:00 15:00 20:00 25:00 30:00 35:00 40:00 45:00 50:00"
            + " 55:00",
        "21600    | Time (h:min) | 0:00 0:30 1:00 1:30 2:00 2:30 3:00 3:30 4:00 4:30 5:00 5:30"
            + " 6:00",
      })
  void marksTime(double seconds, String title, String labels) {
    Ticks ticks = Ticks.ofTime(seconds, 12);

    assertThat(ticks.title()).isEqualTo(title);
    assertThat(labels(ticks)).isEqualTo(labels);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "125    | Frequency (Hz)  | 0 20 40 60 80 100 120",
        "1000   | Frequency (Hz)  | 0 100 200 300 400 500 600 700 800 900 1000",
        "2000   | Frequency (kHz) | 0 0.2 0.4 0.6 0.8 1 1.2 1.4 1.6 1.8 2",
        "4000   | Frequency (kHz) | 0 0.5 1 1.5 2 2.5 3 3.5 4",
        "22050  | Frequency (kHz) | 0 2 4 6 8 10 12 14 16 18 20 22",
        "24000  | Frequency (kHz) | 0 2 4 6 8 10 12 14 16 18 20 22 24",
        "192000 | Frequency (kHz) | 0 20 40 60 80 100 120 140 160 180",
        "500000 | Frequency (kHz) | 0 50 100 150 200 250 300 350 400 450 500",
      })
  void marksFrequency(double highest, String title, String labels) {
    Ticks ticks = Ticks.ofFrequency(highest, 12);

    assertThat(ticks.title()).isEqualTo(title);
    assertThat(labels(ticks)).isEqualTo(labels);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-60 | 0 | −60 −50 −40 −30 −20 −10 0",
        "-90 | -20 | −90 −80 −70 −60 −50 −40 −30 −20"
      })
  void marksLevels(double low, double high, String labels) {
    assertThat(labels(Ticks.ofLevel(low, high, 10))).isEqualTo(labels);
  }

  private static String labels(Ticks ticks) {
    return String.join(" ", ticks.marks().stream().map(Ticks.Mark::label).toList());
  }
}
