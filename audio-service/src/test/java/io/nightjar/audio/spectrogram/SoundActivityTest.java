package io.nightjar.audio.spectrogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.audio.activity.ActivityMeter;
import io.nightjar.audio.activity.SoundActivity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands out of sounds of which everything is known. */
class SoundActivityTest {
  private static final int RATE = 24_000;
  private static final int MINUTE = 60 * RATE;
  private static final Path KEPT =
      Path.of(System.getProperty("nightjar.root", "..")).resolve("fixtures/recordings");

  /** A window and a step: as exact as the spectrum lets a time be. */
  private static final double SECONDS = 0.13;

  /** Bands of 8 bins of 11.7 Hz, and the window's main lobe. */
  private static final double HERTZ = 190;

  static Stream<Arguments> soundsWithoutBirds() {
    return Stream.of(
        Arguments.of("silence", new float[MINUTE]),
        Arguments.of("noise", Tones.noise(MINUTE, 0.01, 7)),
        Arguments.of("wind", wind()),
        Arguments.of("rain", rain()),
        Arguments.of("steady tones", tones()),
        Arguments.of("a whine that leaps among six pitches", whine(6, 0)),
        Arguments.of("a whine that leaps between two pitches", whine(2, 0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("soundsWithoutBirds")
  void whatIsNoAnimalScoresNextToNothing(String name, float[] sound) {
    SoundActivity activity = activity(RATE, 1, sound);

    assertThat(activity.activityPercent()).as(name).hasSize(3).allMatch(percent -> percent <= 3);
    assertThat(activity.coveragePercent()).as(name).allMatch(percent -> percent <= 3);
  }

  /** Times and frequencies stand in expected.json, by which the recording was made. */
  @Test
  void findsEveryCallOfAKnownRecordingAndNothingElse() throws IOException {
    JsonNode calls = calls();

    SoundActivity activity = activity(RATE, 1, fixture());

    SoundActivity.Regions found = activity.regions();
    assertThat(found.beginSeconds()).hasSameSizeAs(calls);
    for (int i = 0; i < calls.size(); i++) {
      JsonNode call = calls.get(i);
      double begin = call.get("seconds").asDouble();
      double first = call.get("firstHertz").asDouble();
      double last = call.get("lastHertz").asDouble();
      assertThat(found.beginSeconds().get(i)).isCloseTo(begin, within(SECONDS));
      assertThat(found.endSeconds().get(i))
          .isCloseTo(begin + call.get("duration").asDouble(), within(SECONDS));
      assertThat((double) found.lowHertz().get(i))
          .isBetween(Math.min(first, last) - 4 * HERTZ, Math.min(first, last));
      assertThat((double) found.highHertz().get(i))
          .isBetween(Math.max(first, last), Math.max(first, last) + 4 * HERTZ);
    }
  }

  /** 2.9 s of the eight are calls; with the edges of windows some more. */
  @Test
  void coverageIsTheShareOfTimeInWhichSomethingCalls() throws IOException {
    double called = 0;
    for (JsonNode call : calls()) {
      called += call.get("duration").asDouble();
    }

    SoundActivity activity = activity(RATE, 1, fixture());

    assertThat(activity.coveragePercent()).hasSize(1);
    assertThat(activity.coveragePercent().getFirst() / 100.0 * 8)
        .isBetween(called, called + 12 * 0.1);
    assertThat(activity.activityPercent())
        .singleElement()
        .satisfies(p -> assertThat(p).isGreaterThan(50));
  }

  /** A call in the second bin of three, over wind and rain. */
  @Test
  void aCallIsHeardThroughWindAndRainInItsBin() {
    float[] sound = Tones.sum(wind(), rain());
    float[] call = Tones.sine(RATE, 0.1, 3_000.0 / RATE);
    for (int i = 0; i < call.length; i++) {
      sound[30 * RATE + i] += call[i];
    }

    SoundActivity activity = activity(RATE, 1, sound);

    assertThat(activity.coveragePercent().get(1)).isBetween(4, 9);
    assertThat(activity.coveragePercent().get(0)).isLessThan(3);
    assertThat(activity.coveragePercent().get(2)).isLessThan(3);
    int loudest =
        activity
            .regions()
            .contrastDecibels()
            .indexOf(
                activity.regions().contrastDecibels().stream().max(Double::compare).orElseThrow());
    assertThat(activity.regions().beginSeconds().get(loudest)).isCloseTo(30, within(SECONDS));
    assertThat(activity.regions().lowHertz().get(loudest)).isBetween(2_500, 3_000);
  }

  /** Notes of 0.35 s with pauses of 0.15 s, of one level, among the same six pitches. */
  @Test
  void whistlesWithPausesAreNoWhine() {
    float[] whistles = whine(6, 0.3);

    SoundActivity activity = activity(RATE, 1, whistles);

    assertThat(activity.activityPercent()).allMatch(percent -> percent > 60);
    assertThat(activity.regionsFound()).isGreaterThan(100);
  }

  /** Calls over a whine of the same level: a chirp of 60 ms each half second, and a trill. */
  @Test
  void callsOverAWhineAreFound() {
    float[] sound = whine(6, 0);
    for (int i = 0; i < 40; i++) {
      addChirp(sound, 20 * RATE + i * RATE / 2, 0.06, 7_500, 9_000, 0.05);
    }
    for (int i = 0; i < 100; i++) {
      addChirp(sound, 45 * RATE + i * RATE / 20, 0.03, 8_000, 8_600, 0.05);
    }

    SoundActivity activity = activity(RATE, 1, sound);

    SoundActivity.Regions found = activity.regions();
    long chirps =
        IntStream.range(0, found.beginSeconds().size())
            .filter(i -> found.beginSeconds().get(i) >= 19.9 && found.beginSeconds().get(i) < 40)
            .filter(i -> found.highHertz().get(i) > 8_000)
            .count();
    assertThat(chirps).isGreaterThanOrEqualTo(38);
    assertThat(activity.coveragePercent().get(0)).isLessThanOrEqualTo(3);
    assertThat(activity.coveragePercent().get(2)).isGreaterThan(10);
  }

  @Test
  void aBatsTimesAndFrequenciesAreThoseOfLife() throws IOException {
    SoundActivity plain = activity(RATE, 1, fixture());

    SoundActivity slow = activity(RATE, 10, fixture());

    assertThat(slow.binSeconds()).isEqualTo(2);
    assertThat(slow.coveragePercent()).isEqualTo(plain.coveragePercent());
    assertThat(slow.regions().lowHertz().get(2))
        .isCloseTo(10 * plain.regions().lowHertz().get(2), within(5));
    assertThat(slow.regions().beginSeconds().get(2))
        .isCloseTo(plain.regions().beginSeconds().get(2) / 10, within(0.001));
  }

  /** 400 chirps of which every second one is louder: those are told. */
  @Test
  void ofMoreRegionsThanAreToldTheFaintestAreLeftOut() {
    float[] sound = Tones.noise(MINUTE, 0.0001, 3);
    for (int i = 0; i < 240; i++) {
      float[] chirp = Tones.sine(RATE / 20, i < 200 ? 0.2 : 0.002, 4_000.0 / RATE);
      System.arraycopy(chirp, 0, sound, i * RATE / 4 + RATE / 10, chirp.length);
    }

    SoundActivity activity = activity(RATE, 1, sound);

    assertThat(activity.regionsFound()).isEqualTo(240);
    assertThat(activity.regions().beginSeconds())
        .hasSize(ActivityMeter.MOST_REGIONS)
        .isSorted()
        .allMatch(second -> second < 50.1);
  }

  private static SoundActivity activity(int rate, double timeExpansion, float[] sound) {
    SpectrogramParameters parameters = SpectrogramParameters.DEFAULT;
    ActivityMeter meter = new ActivityMeter(parameters.window(), parameters.hop(), rate);
    SpectrogramBuilder builder = new SpectrogramBuilder(parameters, 1, meter::add);
    builder.add(sound, sound.length);
    builder.finish(rate, timeExpansion);
    return meter.finish(timeExpansion);
  }

  /** Low frequencies, in gusts of some seconds that are twenty times as strong as the lulls. */
  private static float[] wind() {
    SplittableRandom random = new SplittableRandom(11);
    float[] wind = new float[MINUTE];
    double low = 0;
    double lower = 0;
    for (int i = 0; i < wind.length; i++) {
      low = 0.97 * low + 0.03 * random.nextDouble(-1, 1);
      lower = 0.97 * lower + 0.03 * low;
      double gust = Math.pow(20, Math.sin(2 * Math.PI * i / (7.3 * RATE)) / 2 + 0.5);
      wind[i] = (float) (0.3 * gust * lower + 0.0005 * random.nextDouble(-1, 1));
    }
    return wind;
  }

  /** Drops: a hundred a second, of which each is a burst of noise of some milliseconds. */
  private static float[] rain() {
    SplittableRandom random = new SplittableRandom(12);
    float[] rain = Tones.noise(MINUTE, 0.002, 13);
    for (int drop = 0; drop < 100 * 60; drop++) {
      int at = random.nextInt(MINUTE - 400);
      double strength = 0.02 + 0.2 * Math.pow(random.nextDouble(), 6);
      for (int i = 0; i < 400; i++) {
        rain[at + i] += (float) (strength * Math.exp(-i / 40.0) * random.nextDouble(-1, 1));
      }
    }
    return rain;
  }

  /** A hum with its harmonics, a whistle and a faint one, over noise. */
  private static float[] tones() {
    float[] sound = Tones.noise(MINUTE, 0.001, 5);
    for (double hertz : new double[] {100, 300, 1_000, 3_150, 7_000}) {
      sound = Tones.sum(sound, Tones.sine(MINUTE, 0.05, hertz / RATE));
    }
    return sound;
  }

  /**
   * A tone of −40 dBFS that leaps, each 0.4 to 3 s, to another pitch; or, with pauses, notes of
   * half a second less those.
   */
  private static float[] whine(int pitches, double pauseShare) {
    SplittableRandom random = new SplittableRandom(14);
    double[] hertz = {2_400, 5_200, 2_900, 3_300, 6_000, 4_100};
    float[] sound = Tones.noise(MINUTE, 0.002, 6);
    double phase = 0;
    int pitch = 0;
    for (int at = 0; at < MINUTE; ) {
      pitch = (pitch + 1 + random.nextInt(pitches - 1)) % pitches;
      int length = (int) ((pauseShare > 0 ? 0.5 : random.nextDouble(0.4, 3)) * RATE);
      int end = Math.min(MINUTE, at + length);
      for (int i = at; i < end; i++) {
        phase += 2 * Math.PI * hertz[pitch] / RATE;
        sound[i] += i < at + (1 - pauseShare) * length ? (float) (0.01 * Math.sin(phase)) : 0;
      }
      at = end;
    }
    return sound;
  }

  private static void addChirp(
      float[] sound, int at, double seconds, double first, double last, double amplitude) {
    int length = (int) (seconds * RATE);
    double phase = 0;
    for (int i = 0; i < length; i++) {
      phase += 2 * Math.PI * (first + (last - first) * i / length) / RATE;
      double envelope = Math.sin(Math.PI * i / length);
      sound[at + i] += (float) (amplitude * envelope * Math.sin(phase));
    }
  }

  private static float[] fixture() throws IOException {
    byte[] wav = Files.readAllBytes(KEPT.resolve("bird-calls.wav"));
    ShortBuffer samples =
        ByteBuffer.wrap(Arrays.copyOfRange(wav, wav.length - 8 * RATE * 2, wav.length))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asShortBuffer();
    float[] sound = new float[8 * RATE];
    IntStream.range(0, sound.length).forEach(i -> sound[i] = samples.get(i) / 32_768f);
    return sound;
  }

  private static JsonNode calls() throws IOException {
    JsonNode expected = new ObjectMapper().readTree(KEPT.resolve("expected.json").toFile());
    for (JsonNode recording : expected.get("recordings")) {
      if (recording.get("file").asText().equals("bird-calls.wav")) {
        return recording.at("/truth/calls");
      }
    }
    throw new AssertionError("bird-calls.wav is not in expected.json");
  }
}
