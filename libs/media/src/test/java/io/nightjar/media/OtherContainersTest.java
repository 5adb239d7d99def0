package io.nightjar.media;

import static io.nightjar.media.Riff.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.media.DecodeOutcome.Decoded;
import io.nightjar.media.DecodeOutcome.DecodedPartially;
import io.nightjar.media.container.WaveFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("process")
class OtherContainersTest extends DecodingTest {

  private static final int RATE = 16_000;
  private static final int SAMPLES = 4_000;

  /** Containers of plain samples that FFmpeg reads, with all their headers by hand. */
  enum Plain {
    /** Apple, "Audio Interchange File Format", 1989; the rate is an 80-bit number. */
    AIFF {
      @Override
      byte[] file(byte[] samples) {
        ByteBuffer head = ByteBuffer.allocate(54);
        put(head, "FORM").putInt(46 + samples.length);
        put(head, "AIFF");
        put(head, "COMM").putInt(18).putShort((short) 1).putInt(SAMPLES).putShort((short) 16);
        head.putShort((short) 0x400c).putLong(0xfa00_0000_0000_0000L);
        put(head, "SSND").putInt(8 + samples.length).putLong(0);
        return join(head.array(), samples);
      }
    },
    /** Apple, "Core Audio Format Specification 1.0". */
    CAF {
      @Override
      byte[] file(byte[] samples) {
        ByteBuffer head = ByteBuffer.allocate(68);
        put(head, "caff").putInt(0x10000);
        put(head, "desc").putLong(32).putDouble(RATE);
        put(head, "lpcm").putInt(0).putInt(2).putInt(1).putInt(1).putInt(16);
        put(head, "data").putLong(4L + samples.length).putInt(0);
        return join(head.array(), samples);
      }
    },
    /** Sun, "Audio File Formats". */
    AU {
      @Override
      byte[] file(byte[] samples) {
        ByteBuffer head = ByteBuffer.allocate(24);
        put(head, ".snd").putInt(24).putInt(samples.length).putInt(3).putInt(RATE).putInt(1);
        return join(head.array(), samples);
      }
    };

    abstract byte[] file(byte[] samples);

    static ByteBuffer put(ByteBuffer head, String id) {
      return head.put(id.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static byte[] ramp() {
    ByteBuffer ramp = ByteBuffer.allocate(2 * SAMPLES);
    for (int i = 0; i < SAMPLES; i++) {
      ramp.putShort((short) (8 * i - 16_000));
    }
    return ramp.array();
  }

  @ParameterizedTest
  @EnumSource
  void readsPlainSamples(Plain container) throws IOException {
    DecodeOutcome outcome = decode(container.file(ramp()));

    assertThat(outcome).isInstanceOf(Decoded.class);
    assertThat(sink.sampleRate).isEqualTo(RATE);
    assertThat(sink.samples).hasSize(SAMPLES);
    assertThat(sink.samples[1_000]).isEqualTo(-8_000 / 32768f);
  }

  /** A tenth of a second. */
  @ParameterizedTest
  @EnumSource
  void seesThatPlainSamplesAreCut(Plain container) throws IOException {
    byte[] file = container.file(ramp());

    DecodeOutcome outcome = decode(Arrays.copyOf(file, file.length - 3_200));

    assertThat(outcome).isInstanceOf(DecodedPartially.class);
    assertThat(((DecodedPartially) outcome).fault()).isEqualTo(SoundFault.TRUNCATED);
    assertThat(sink.samples).hasSize(SAMPLES - 1_600);
  }

  /**
   * A program put free space before the first box, and left the offsets of the sound as they were.
   */
  @Test
  void readsAnMp4FileWhoseSoundWasMoved() throws IOException {
    Path wav = Files.write(folder.resolve("x.wav"), Wav.pcm16(RATE, 1, new short[SAMPLES]));
    Path m4a = folder.resolve("x.m4a");
    new SoundEncoder(ffmpeg, ProcessLimits.DEFAULT).encodeM4a(wav, m4a, 32_000, Map.of());
    byte[] free = ByteBuffer.allocate(24).putInt(24).putInt(0x66726565).array();

    DecodeOutcome outcome = decode(join(free, Files.readAllBytes(m4a)));

    assertThat(outcome).isInstanceOf(Decoded.class);
    assertThat(sink.samples.length).isBetween(SAMPLES, SAMPLES + 2_048);
  }

  @Test
  void listsTheChunksOfAWaveFile() throws IOException {
    byte[] guano = "GUANO|Version: 1.0".getBytes(StandardCharsets.UTF_8);
    Path file =
        Files.write(
            folder.resolve("recording"),
            Riff.LITTLE.file(
                "RIFF",
                Riff.LITTLE.format(1, 1, RATE, 2, 16),
                Riff.LITTLE.chunk("data", ramp()),
                Riff.LITTLE.chunk("guan", guano)));

    WaveFile wave = WaveFile.read(file).orElseThrow();

    assertThat(wave.chunks())
        .extracting(chunk -> chunk.id())
        .isEqualTo(List.of("fmt ", "data", "guan"));
    assertThat(wave.content(file, "guan", 1_000)).contains(ByteBuffer.wrap(guano));
    assertThat(wave.content(file, "guan", 5)).contains(ByteBuffer.wrap(guano, 0, 5));
    assertThat(wave.content(file, "bext", 5)).isEmpty();
  }
}
