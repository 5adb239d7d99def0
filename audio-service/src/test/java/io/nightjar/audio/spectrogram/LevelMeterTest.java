package io.nightjar.audio.spectrogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.audio.spectrogram.SoundMetadata.ChannelLevel;
import io.nightjar.audio.tags.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

class LevelMeterTest {

  private static final int SAMPLES = 16_000;
  private static final float[] SILENCE = new float[SAMPLES];
  private static final float[] NOISE = Tones.noise(SAMPLES, 0.01, 1);

  /** A sine of amplitude 0.5 is 20·lg 0.5 − 3.01 = −9.03 dB; half of the samples −3.01 dB less. */
  @Test
  void measuresEachChannelAndAll() {
    LevelMeter meter = meter(Tones.sine(SAMPLES, 0.5, 0.125), SILENCE);

    List<ChannelLevel> levels = meter.channelLevels();

    assertThat(levels.get(0).rmsDbfs()).isCloseTo(-9.03, within(0.01));
    assertThat(levels.get(0).peakDbfs()).isCloseTo(-6.02, within(0.01));
    assertThat(levels.get(1)).isEqualTo(new ChannelLevel(-200, -200, 0));
    assertThat(meter.rmsDbfs()).isCloseTo(-12.04, within(0.01));
    assertThat(meter.peakDbfs()).isCloseTo(-6.02, within(0.01));
  }

  /** The mean of their samples would be silence. */
  @Test
  void antiphaseDoesNotCancel() {
    float[] tone = Tones.sine(SAMPLES, 0.25, 0.125);
    float[] inverted = Tones.sine(SAMPLES, -0.25, 0.125);

    LevelMeter meter = meter(tone, inverted);

    assertThat(meter.rmsDbfs()).isCloseTo(-15.05, within(0.01));
    assertThat(codes(meter)).containsExactly(Finding.CHANNELS_IN_ANTIPHASE);
  }

  @Test
  void namesAChannelThatIsStuck() {
    LevelMeter meter = meter(NOISE, Tones.constant(SAMPLES, -1));

    assertThat(codes(meter)).containsExactly(Finding.CHANNEL_STUCK);
    assertThat(meter.findings().getFirst().detail())
        .isEqualTo("channel 2 of 2 stays at -1.0000 of full scale");
  }

  @Test
  void aSoundOnALargeOffsetIsASound() {
    LevelMeter meter = meter(NOISE, Tones.sum(NOISE, Tones.constant(SAMPLES, 0.6f)));

    assertThat(codes(meter)).containsExactly(Finding.DC_OFFSET);
  }

  @Test
  void namesAChannelThatIsSilent() {
    assertThat(codes(meter(SILENCE, NOISE))).containsExactly(Finding.CHANNEL_SILENT);
  }

  @Test
  void tellsAnOffsetOfMoreThanAHundredth() {
    float[] little = Tones.sum(NOISE, Tones.constant(SAMPLES, 0.009f));
    float[] much = Tones.sum(NOISE, Tones.constant(SAMPLES, 0.012f));

    assertThat(codes(meter(little, NOISE))).isEmpty();
    assertThat(codes(meter(NOISE, much))).containsExactly(Finding.DC_OFFSET);
  }

  @Test
  void findsNothingInGoodChannels() {
    assertThat(codes(meter(NOISE, NOISE))).as("the same").isEmpty();
    assertThat(codes(meter(NOISE, Tones.noise(SAMPLES, 0.01, 2)))).as("unrelated").isEmpty();
    assertThat(codes(meter(NOISE, Tones.noise(SAMPLES, 0.0005, 2)))).as("unequal").isEmpty();
    assertThat(codes(meter(SILENCE, SILENCE))).as("silence").isEmpty();
  }

  private static List<String> codes(LevelMeter meter) {
    return meter.findings().stream().map(Finding::code).toList();
  }

  private static LevelMeter meter(float[] left, float[] right) {
    LevelMeter meter = new LevelMeter(2);
    meter.add(Tones.interleave(left, right), left.length);
    return meter;
  }
}
