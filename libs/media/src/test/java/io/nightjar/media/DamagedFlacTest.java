package io.nightjar.media;

import static io.nightjar.media.Riff.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.media.DecodeOutcome.Decoded;
import io.nightjar.media.DecodeOutcome.DecodedPartially;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FLAC, plain and in Ogg, whose bytes, frames or headers are not as they were written. */
@Tag("process")
class DamagedFlacTest extends DecodingTest {

  /** 31¼ blocks, so that the last one is shorter. */
  private static final int SAMPLES = 8_000;

  /** No two blocks are alike. */
  private static short[] ramp() {
    short[] ramp = new short[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      ramp[i] = (short) (i * 4 - 16_000);
    }
    return ramp;
  }

  private static float[] expected(int from, int to) {
    float[] expected = new float[to - from];
    for (int i = from; i < to; i++) {
      expected[i - from] = ramp()[i] / 32768f;
    }
    return expected;
  }

  private static DecodedPartially partial(DecodeOutcome outcome, SoundFault fault) {
    assertThat(outcome).isInstanceOf(DecodedPartially.class);
    DecodedPartially partially = (DecodedPartially) outcome;
    assertThat(partially.fault()).isEqualTo(fault);
    return partially;
  }

  @Test
  void aWholeFileIsWhole() throws IOException {
    DecodeOutcome outcome = decode(Flac.file(ramp()));

    assertThat(((Decoded) outcome).sound()).isEqualTo(sound());
    assertThat(sink.samples).isEqualTo(expected(0, SAMPLES));
  }

  private static DecodedSound sound() {
    return new DecodedSound(Flac.RATE, 1, SAMPLES, 0, List.of());
  }

  /** Frame 10, at 0.16 s, takes 522 bytes as each but the last; offsets are within a frame. */
  @ParameterizedTest
  @ValueSource(ints = {8, 100, 400, 519, 521})
  void oneWrongBitInAFrameIsDamage(int offset) throws IOException {
    byte[] file = Flac.file(ramp());
    file[42 + 10 * 522 + offset] ^= 4;

    DecodeOutcome outcome = decode(file);

    assertThat(partial(outcome, SoundFault.DAMAGED).reason())
        .isEqualTo("1 frame fails its check, at 0.160 s");
  }

  @Test
  void oneWrongBitInTheLastFrameIsDamage() throws IOException {
    byte[] file = Flac.file(ramp());
    file[file.length - 20] ^= 1;

    DecodeOutcome outcome = decode(file);

    partial(outcome, SoundFault.DAMAGED);
    assertThat(sink.samples).hasSize(SAMPLES);
  }

  /** Frame 10 can't be found any more; what follows keeps its time. */
  @Test
  void aWrongBitInAFramesHeaderCostsThatFrameAndMovesNothing() throws IOException {
    byte[] file = Flac.file(ramp());
    file[42 + 10 * 522 + 3] ^= 0x10;

    DecodeOutcome outcome = decode(file);

    assertThat(partial(outcome, SoundFault.DAMAGED).reason())
        .contains("1 gap of 0.016 s at 0.160 s");
    assertThat(sink.samples).hasSize(SAMPLES);
    assertThat(Arrays.copyOfRange(sink.samples, 12 * 256, SAMPLES))
        .isEqualTo(expected(12 * 256, SAMPLES));
  }

  /** Frames 10 to 19 are cut out: 2560 samples at 2560. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void saysWhatIsMissingBetweenFramesAndKeepsTheTimesBehind(boolean totalKnown) throws IOException {
    byte[][] frames = Flac.frames(ramp());
    byte[] header = Flac.header(256, totalKnown ? SAMPLES : 0, new byte[16]);

    DecodeOutcome outcome =
        decode(
            header,
            join(Arrays.copyOf(frames, 10)),
            join(Arrays.copyOfRange(frames, 20, frames.length)));

    assertThat(partial(outcome, SoundFault.DAMAGED).reason())
        .isEqualTo("1 gap of 0.160 s at 0.160 s; silence stands in for what is missing");
    assertThat(sink.samples).hasSize(SAMPLES);
    assertThat(Arrays.copyOf(sink.samples, 2_560)).isEqualTo(expected(0, 2_560));
    assertThat(Arrays.copyOfRange(sink.samples, 2_560, 5_120)).containsOnly(0f);
    assertThat(Arrays.copyOfRange(sink.samples, 5_120, SAMPLES))
        .isEqualTo(expected(5_120, SAMPLES));
  }

  /** A recorder that was listening for long before it recorded. */
  @Test
  void framesNeedNotBeCountedFromZero() throws IOException {
    byte[][] frames = new byte[5][];
    for (int i = 0; i < 5; i++) {
      frames[i] = Flac.frame(1_000 + i, Arrays.copyOfRange(ramp(), 256 * i, 256 * (i + 1)));
    }

    DecodeOutcome outcome = decode(Flac.header(256, 0, new byte[16]), join(frames));

    assertThat(outcome).isInstanceOf(Decoded.class);
    assertThat(sink.samples).isEqualTo(expected(0, 1_280));
  }

  /** Its check is right, so only the frame behind can tell that its number is not. */
  @Test
  void aSingleWrongNumberIsNoGap() throws IOException {
    byte[][] frames = Flac.frames(ramp());
    frames[10] = Flac.frame(2_000, Arrays.copyOfRange(ramp(), 2_560, 2_816));

    DecodeOutcome outcome = decode(Flac.header(256, SAMPLES, Flac.md5(ramp())), join(frames));

    assertThat(partial(outcome, SoundFault.DAMAGED).reason())
        .isEqualTo("1 frames are out of order");
    assertThat(sink.samples).hasSize(SAMPLES);
  }

  @Test
  void blockSizesOfZeroInTheHeaderCostNothing() throws IOException {
    DecodeOutcome outcome =
        decode(Flac.header(0, SAMPLES, Flac.md5(ramp())), join(Flac.frames(ramp())));

    assertThat(((Decoded) outcome).sound().notes())
        .containsExactly("the header gives a block size of 0");
    assertThat(sink.samples).isEqualTo(expected(0, SAMPLES));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4_000, 16_000})
  void aWrongTotalCostsNothing(int total) throws IOException {
    DecodeOutcome outcome =
        decode(Flac.header(256, total, Flac.md5(ramp())), join(Flac.frames(ramp())));

    assertThat(outcome).isInstanceOf(Decoded.class);
    assertThat(((Decoded) outcome).sound().notes()).hasSize(total == 0 ? 0 : 1);
    assertThat(sink.samples).isEqualTo(expected(0, SAMPLES));
  }

  /** All frames that are there are whole, but the digest is that of more. */
  @Test
  void aFileThatIsCutBetweenFramesIsCut() throws IOException {
    byte[][] frames = Arrays.copyOf(Flac.frames(ramp()), 20);

    DecodeOutcome outcome = decode(Flac.header(256, SAMPLES, Flac.md5(ramp())), join(frames));

    assertThat(partial(outcome, SoundFault.TRUNCATED).reason())
        .isEqualTo("0.32 s of 0.50 s decoded");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileThatIsCutWithinAFrameIsCut(boolean totalKnown) throws IOException {
    byte[] header = Flac.header(256, totalKnown ? SAMPLES : 0, new byte[16]);
    byte[] file = join(header, join(Flac.frames(ramp())));

    DecodeOutcome outcome = decode(Arrays.copyOf(file, 42 + 20 * 522 + 300));

    partial(outcome, SoundFault.TRUNCATED);
    assertThat(sink.samples).hasSizeBetween(20 * 256, 21 * 256);
  }

  @Test
  void zerosAndTagsBehindTheLastFrameAreNoDamage() throws IOException {
    byte[] tag = Arrays.copyOf("TAGtitle".getBytes(StandardCharsets.US_ASCII), 128);
    CollectedSamples ofTagged = new CollectedSamples();

    DecodeOutcome zeros = decode(Flac.file(ramp()), new byte[4_096]);
    DecodeOutcome tagged = decode(ofTagged, Flac.file(ramp()), tag);

    assertThat(((Decoded) zeros).sound()).isEqualTo(sound());
    assertThat(((Decoded) tagged).sound()).isEqualTo(sound());
    assertThat(sink.samples).isEqualTo(expected(0, SAMPLES));
    assertThat(ofTagged.samples).isEqualTo(expected(0, SAMPLES));
  }

  @Test
  void aWholeOggFileIsWhole() throws IOException {
    DecodeOutcome outcome = decode(Flac.oggPages(ramp()));

    assertThat(((Decoded) outcome).sound()).isEqualTo(sound());
    assertThat(sink.samples).isEqualTo(expected(0, SAMPLES));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 12, 30, 33})
  void oneWrongBitInAPageIsDamage(int page) throws IOException {
    byte[][] pages = Flac.oggPages(ramp());
    pages[page][60] ^= 1;

    DecodeOutcome outcome = decode(pages);

    assertThat(partial(outcome, SoundFault.DAMAGED).reason())
        .startsWith("1 of 34 pages fails its check");
  }

  @Test
  void aPageThatIsMissingIsDamage() throws IOException {
    byte[][] pages = Flac.oggPages(ramp());
    pages[12] = new byte[0];

    DecodeOutcome outcome = decode(pages);

    assertThat(partial(outcome, SoundFault.DAMAGED).reason())
        .isEqualTo("pages are missing in 1 place; silence stands in for what is missing");
    assertThat(sink.samples).hasSize(SAMPLES);
    assertThat(Arrays.copyOfRange(sink.samples, 4_000, SAMPLES))
        .isEqualTo(expected(4_000, SAMPLES));
  }

  @Test
  void anOggFileThatIsCutWithinAPageIsCut() throws IOException {
    byte[] file = join(Flac.oggPages(ramp()));

    DecodeOutcome outcome = decode(Arrays.copyOf(file, file.length * 2 / 3));

    partial(outcome, SoundFault.TRUNCATED);
  }

  @Test
  void zerosBehindTheLastPageAreNoDamage() throws IOException {
    DecodeOutcome outcome = decode(join(Flac.oggPages(ramp())), new byte[1_000]);

    assertThat(((Decoded) outcome).sound()).isEqualTo(sound());
  }
}
