package io.nightjar.audio.spectrogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.audio.activity.ActivityMeter;
import io.nightjar.audio.activity.LivelyPart;
import org.junit.jupiter.api.Test;

/** Which ten seconds of a sound stand for it. */
class LivelyPartTest {
  private static final int RATE = 24_000;

  /** A step of the meter: one spectrum every 512 samples, as two take longer than 32 ms. */
  private static final double STEP = 512.0 / RATE;

  /** 469 steps of 21.3 ms. */
  private static final double TEN_SECONDS = Math.round(10 / STEP) * STEP;

  /** Two calls around 41 s are more than one at 12 s; the middle of the part is theirs. */
  @Test
  void whereMostCallsAreIsTheMiddleOfThePart() {
    float[] sound = Tones.noise(60 * RATE, 0.001, 3);
    call(sound, 12);
    call(sound, 40);
    call(sound, 42);

    LivelyPart part = liveliest(sound, 1);

    assertThat(part.lively()).isTrue();
    double middle = (part.beginSeconds() + part.endSeconds()) / 2;
    assertThat(middle).isCloseTo(41.25, within(0.2));
    assertThat(part.endSeconds() - part.beginSeconds()).isCloseTo(TEN_SECONDS, within(1e-9));
  }

  /** Blocks of 20 s are measured one by one; a part may lie in two of them. */
  @Test
  void aPartMayCrossTheEndOfABlock() {
    float[] sound = Tones.noise(45 * RATE, 0.001, 3);
    call(sound, 19);
    call(sound, 20.6);

    LivelyPart part = liveliest(sound, 1);

    assertThat((part.beginSeconds() + part.endSeconds()) / 2).isCloseTo(20.05, within(0.2));
  }

  /** The call is where its time and frequency say, and nothing else is. */
  @Test
  void itsCellsAreWhereTheCallIs() {
    float[] sound = Tones.noise(60 * RATE, 0.001, 3);
    call(sound, 41);

    LivelyPart part = liveliest(sound, 1);

    int step = (int) ((41.25 - part.beginSeconds()) / STEP);
    int band = (int) (3_000 / part.highestHertz() * part.bands());
    assertThat(part.highestHertz()).isEqualTo(12_000);
    assertThat(part.contrast(step, band)).isGreaterThan(30);
    assertThat(part.contrast(step, band + 10)).isLessThan(15);
    assertThat(part.contrast(step - (int) (1 / STEP), band)).isLessThan(15);
  }

  /** Of two that are equal, sample by sample, at a distance of whole blocks. */
  @Test
  void ofEqualPartsTheFirstIsTaken() {
    float[] sound = new float[80 * RATE];
    int block = (int) Math.round(20 / STEP) * 512;
    for (int i = 0; i < 3; i++) {
      float[] call = Tones.sine(RATE / 2, 0.25, 3_000.0 / RATE);
      System.arraycopy(call, 0, sound, i * block + 8 * RATE, call.length);
    }

    LivelyPart part = liveliest(sound, 1);

    assertThat((part.beginSeconds() + part.endSeconds()) / 2).isCloseTo(8.25, within(0.2));
  }

  @Test
  void whereNothingStandsOutItIsTheBeginning() {
    LivelyPart silent = liveliest(new float[60 * RATE], 1);

    assertThat(silent.lively()).isFalse();
    assertThat(silent.beginSeconds()).isZero();
    assertThat(silent.endSeconds()).isCloseTo(TEN_SECONDS, within(1e-9));
    assertThat(silent.contrast(100, 50)).isZero();
  }

  @Test
  void aShorterSoundIsItsOwnPart() {
    float[] sound = Tones.noise(3 * RATE, 0.001, 3);
    call(sound, 1);

    LivelyPart part = liveliest(sound, 1);

    assertThat(part.lively()).isTrue();
    assertThat(part.beginSeconds()).isZero();
    assertThat(part.endSeconds()).isEqualTo(3);
  }

  @Test
  void oneSampleIsAPart() {
    LivelyPart part = liveliest(new float[] {0.5f}, 1);

    assertThat(part.lively()).isFalse();
    assertThat(part.steps()).isEqualTo(1);
    assertThat(part.endSeconds()).isEqualTo(1.0 / RATE);
  }

  @Test
  void aBatsTimesAndFrequenciesAreThoseOfLife() {
    float[] sound = Tones.noise(60 * RATE, 0.001, 3);
    call(sound, 41);
    LivelyPart played = liveliest(sound, 1);

    LivelyPart life = liveliest(sound, 10);

    assertThat(life.beginSeconds()).isCloseTo(played.beginSeconds() / 10, within(1e-9));
    assertThat(life.endSeconds()).isCloseTo(played.endSeconds() / 10, within(1e-9));
    assertThat(life.highestHertz()).isEqualTo(120_000);
  }

  /** Half a second of 3 kHz. */
  private static void call(float[] sound, double seconds) {
    float[] call = Tones.sine(RATE / 2, 0.1, 3_000.0 / RATE);
    for (int i = 0; i < call.length; i++) {
      sound[(int) (seconds * RATE) + i] += call[i];
    }
  }

  static LivelyPart liveliest(float[] sound, double timeExpansion) {
    SpectrogramParameters parameters = SpectrogramParameters.DEFAULT;
    ActivityMeter meter = new ActivityMeter(parameters.window(), parameters.hop(), RATE);
    SpectrogramBuilder builder = new SpectrogramBuilder(parameters, 1, meter::add);
    builder.add(sound, sound.length);
    Spectrogram spectrogram = builder.finish(RATE, timeExpansion);
    meter.finish(timeExpansion);
    return meter.liveliest(timeExpansion, spectrogram.durationSeconds());
  }
}
