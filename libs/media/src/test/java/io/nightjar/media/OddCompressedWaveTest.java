package io.nightjar.media;

import static io.nightjar.media.Riff.LITTLE;
import static io.nightjar.media.Riff.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.media.DecodeOutcome.Decoded;
import io.nightjar.media.DecodeOutcome.DecodedPartially;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wave files with compressed sound, whose sizes are as wrong as those of plain ones. */
@Tag("process")
class OddCompressedWaveTest extends DecodingTest {

  private static final int RATE = 16_000;
  private static final int BLOCK = 256;
  private static final int BLOCKS = 4;

  /** Of one block of IMA ADPCM: one in the header, two in each byte behind it. */
  private static final int SAMPLES = 1 + 2 * (BLOCK - 4);

  /** Microsoft, "Multimedia Data Standards Update", 1994: DVI ADPCM. */
  static byte[] imaFormat() {
    byte[] format = LITTLE.format(0x11, 1, RATE, BLOCK, 4);
    byte[] more = LITTLE.integers(2, 2, SAMPLES);
    return LITTLE.chunk("fmt ", join(Arrays.copyOfRange(format, 8, format.length), more));
  }

  /** Blocks that begin with 1000, 2000, 3000, 4000, and stay near it. */
  private static byte[] blocks() {
    byte[] blocks = new byte[BLOCKS * BLOCK];
    for (int i = 0; i < BLOCKS; i++) {
      System.arraycopy(LITTLE.integers(2, 1_000 * (i + 1)), 0, blocks, i * BLOCK, 2);
    }
    return blocks;
  }

  private void assertWhole() {
    assertThat(sink.samples).hasSize(BLOCKS * SAMPLES);
    for (int i = 0; i < BLOCKS; i++) {
      assertThat(sink.samples[i * SAMPLES] * 32768f).isEqualTo(1_000f * (i + 1));
    }
  }

  @Test
  void readsAdpcm() throws IOException {
    DecodeOutcome outcome =
        decode(LITTLE.file("RIFF", imaFormat(), LITTLE.chunk("data", blocks())));

    assertThat(((Decoded) outcome).sound().notes()).isEmpty();
    assertWhole();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0          | the header gives no length of the sound",
        "0xffffffff | the header gives no length of the sound",
        "0x80000000 | the header gives no length of the sound",
        "256        | the header says 256 bytes of sound, there are 1024",
        "1068       | the header says 1068 bytes of sound, there are 1024"
      })
  void whatIsThereDecidesHowMuchSoundThereIs(String size, String note) throws IOException {
    DecodeOutcome outcome =
        decode(
            LITTLE.fileOfSize(
                "RIFF", 4, imaFormat(), LITTLE.chunkOfSize("data", Long.decode(size), blocks())));

    assertThat(((Decoded) outcome).sound().notes()).containsExactly(note);
    assertWhole();
  }

  @Test
  void chunksBehindTheSoundAreNoSound() throws IOException {
    byte[] guano = LITTLE.chunk("guan", "GUANO|Version: 1.0".getBytes(StandardCharsets.UTF_8));

    DecodeOutcome outcome =
        decode(LITTLE.file("RIFF", imaFormat(), LITTLE.chunk("data", blocks()), guano));

    assertThat(outcome).isInstanceOf(Decoded.class);
    assertWhole();
  }

  @Test
  void seesThatBlocksAreMissing() throws IOException {
    byte[] file = LITTLE.file("RIFF", imaFormat(), LITTLE.chunk("data", blocks()));

    DecodeOutcome outcome = decode(Arrays.copyOf(file, file.length - 2 * BLOCK));

    assertThat(((DecodedPartially) outcome).fault()).isEqualTo(SoundFault.TRUNCATED);
    assertThat(sink.samples).hasSize(2 * SAMPLES);
  }
}
