package io.nightjar.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of another encoder that replicate their upper bands; {@code README.md} beside them says
 * what is in them. What is expected was worked out from that: powers are of the sound that went in.
 */
@Tag("process")
class HighEfficiencyAacTest extends DecodingTest {

  private static final int RATE = 48_000;
  private static final double SECONDS = 3;

  /** Encoders put some of their blocks, of 2048 samples here, in front and behind. */
  private static final double SECONDS_OF_BLOCKS = 0.16;

  /** How far a lossy encoder's level may be off, in dB. */
  private static final double LOSS = 3;

  /** Samples of a piece of which powers are taken: a twelfth of a second. */
  private static final int PIECE = 4_096;

  /** Of the tone: 0.25² / 2. */
  private static final double TONE = -15.05;

  /** Noise of an amplitude of 0.1, of whose 14 kHz four lie here: 0.1² · 4 / 14. */
  private static final double UPPER_NOISE = -25.4;

  /** Its right channel, where there are two. */
  private static final double QUARTER = -12.04;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1-mono.m4a",
        "v1-mono.aac",
        "v1-stereo.m4a",
        "v1-stereo.aac",
        "v2.m4a",
        "v2.aac",
      })
  void isDecodedWithTheBandsThatItsCoreLacks(String name) throws IOException {
    DecodeOutcome outcome = decoder.decode(file(name), sink);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            DecodeOutcome.Decoded.class,
            decoded -> {
              assertThat(decoded.info().codec()).isEqualTo("aac");
              assertThat(decoded.info().sampleRate()).isEqualTo(RATE);
              assertThat(decoded.sound().notes()).isEmpty();
            });
    assertThat(sink.sampleRate).isEqualTo(RATE);
    assertThat((double) sink.samples.length / sink.channels / RATE)
        .isBetween(SECONDS, SECONDS + SECONDS_OF_BLOCKS);
    assertThat(decibels(0, 0.7, 1_900, 2_100)).isCloseTo(TONE, within(LOSS));
    assertThat(decibels(0, 2.0, 13_000, 17_000)).isCloseTo(UPPER_NOISE, within(LOSS));
    assertThat(decibels(0, 2.0, 19_000, 23_900)).isLessThan(UPPER_NOISE - 20);
    assertThat(decibels(0, 1.4, 13_000, 17_000)).isLessThan(UPPER_NOISE - 60);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1-stereo.m4a", "v1-stereo.aac", "v2.m4a", "v2.aac"})
  void hasTheSoundOfEachChannel(String name) throws IOException {
    decoder.decode(file(name), sink);

    assertThat(sink.channels).isEqualTo(2);
    assertThat(decibels(1, 0.7, 1_900, 2_100)).isCloseTo(TONE, within(LOSS));
    assertThat(decibels(1, 2.0, 13_000, 17_000)).isCloseTo(UPPER_NOISE + QUARTER, within(2 * LOSS));
  }

  /** As its stream does not say that no parametric stereo will begin in a later frame. */
  @ParameterizedTest
  @CsvSource({"v1-mono.m4a", "v1-mono.aac"})
  void oneChannelIsDecodedToTwoThatAreTheSame(String name) throws IOException {
    decoder.decode(file(name), sink);

    assertThat(sink.channels).isEqualTo(2);
    for (int i = 0; i < sink.samples.length; i += 2) {
      assertThat(sink.samples[i + 1]).isEqualTo(sink.samples[i]);
    }
  }

  private Path file(String name) throws IOException {
    try (InputStream in = getClass().getResourceAsStream("he-aac/" + name)) {
      assertThat(in).as(name).isNotNull();
      return Files.write(folder.resolve("recording"), in.readAllBytes());
    }
  }

  /** The power between two frequencies in a piece around some second: its bins, by definition. */
  private double decibels(int channel, double second, int lowest, int highest) {
    int first = (int) (second * RATE) - PIECE / 2;
    double power = 0;
    for (int bin = lowest * PIECE / RATE; bin <= highest * PIECE / RATE; bin++) {
      double re = 0;
      double im = 0;
      for (int n = 0; n < PIECE; n++) {
        double angle = 2 * Math.PI * bin * n / PIECE;
        float sample = sink.samples[(first + n) * sink.channels + channel];
        re += sample * Math.cos(angle);
        im += sample * Math.sin(angle);
      }
      power += 2 * (re * re + im * im) / PIECE / PIECE;
    }
    return 10 * Math.log10(power + 1e-12);
  }
}
