package io.nightjar.media;

import static io.nightjar.media.Riff.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.media.DecodeOutcome.Decoded;
import io.nightjar.media.DecodeOutcome.DecodedPartially;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MP3 with something before or behind it, or a header that is wrong. */
@Tag("process")
class OddFramesTest extends DecodingTest {

  /** MPEG-2 layer 3, 48 kbit/s, 16 kHz, mono, no CRC: 216 bytes and 576 samples. */
  private static final int HEADER = 0xfff368c0;

  private static final int FRAME_BYTES = 216;
  private static final int FRAMES = 50;

  /** Frames whose side information is all zeros hold silence. */
  private static byte[] silence(int frames) {
    ByteBuffer all = ByteBuffer.allocate(frames * FRAME_BYTES);
    for (int i = 0; i < frames; i++) {
      all.putInt(i * FRAME_BYTES, HEADER);
    }
    return all.array();
  }

  /** A frame that tells how many follow, and how many bytes there are, itself counted in. */
  private static byte[] xing(int frames, int bytes) {
    ByteBuffer frame = ByteBuffer.wrap(silence(1));
    frame.position(4 + 9);
    frame.put("Info".getBytes(StandardCharsets.US_ASCII)).putInt(bytes == 0 ? 1 : 3).putInt(frames);
    if (bytes != 0) {
      frame.putInt(bytes);
    }
    return frame.array();
  }

  @Test
  void zerosAndTagsAroundAreNoDamage() throws IOException {
    byte[] tag = Arrays.copyOf("TAGtitle".getBytes(StandardCharsets.US_ASCII), 128);
    byte[] id3v2 = Arrays.copyOf("ID3\3\0\0\0\0\0\44TIT2".getBytes(StandardCharsets.US_ASCII), 46);

    DecodeOutcome zeros = decode(silence(FRAMES), new byte[4_000]);
    DecodeOutcome before = decode(new byte[512], silence(FRAMES));
    DecodeOutcome tags = decode(id3v2, silence(FRAMES), tag);
    DecodeOutcome both = decode(silence(FRAMES), new byte[4_000], tag);

    assertThat(zeros).isInstanceOf(Decoded.class);
    assertThat(before).isInstanceOf(Decoded.class);
    assertThat(tags).isInstanceOf(Decoded.class);
    assertThat(both).isInstanceOf(Decoded.class);
    assertThat(((Decoded) zeros).sound().samples()).isEqualTo(FRAMES * 576);
  }

  @Test
  void aStreamMayBeginWithinAFrame() throws IOException {
    DecodeOutcome outcome = decode(Arrays.copyOfRange(silence(FRAMES), 100, FRAMES * FRAME_BYTES));

    assertThat(outcome).isInstanceOf(Decoded.class);
    assertThat(((Decoded) outcome).sound().samples()).isBetween(48L * 576, 49L * 576);
  }

  /** 51 frames of 216 bytes: 11,016. */
  @ParameterizedTest
  @CsvSource({"50, 0, 0", "50, 11016, 0", "100, 0, 1", "100, 11016, 1", "25, 11016, 1"})
  void aWrongCountOfFramesCostsNothing(int frames, int bytes, int notes) throws IOException {
    DecodeOutcome outcome = decode(xing(frames, bytes), silence(FRAMES));

    assertThat(outcome).isInstanceOf(Decoded.class);
    assertThat(((Decoded) outcome).sound().notes()).hasSize(notes);
    assertThat(((Decoded) outcome).sound().samples()).isBetween(49L * 576, 50L * 576);
  }

  /** ADTS frames (ISO/IEC 13818-7, 6.2) of AAC-LC, 16 kHz, mono, each a known silent block. */
  @Test
  void aacTakesZerosAndTagsBehindIt() throws IOException {
    byte[] frame = HexFormat.of().parseHex("fff16040" + "01bffc" + "00c800802380");
    byte[][] frames = Collections.nCopies(20, frame).toArray(new byte[0][]);
    byte[] tag = Arrays.copyOf("TAGtitle".getBytes(StandardCharsets.US_ASCII), 128);

    DecodeOutcome zeros = decode(join(frames), new byte[4_000]);
    DecodeOutcome tagged = decode(join(frames), tag);
    DecodeOutcome cut = decode(Arrays.copyOf(join(frames), 19 * 13 + 8));

    assertThat(((Decoded) zeros).sound().samples()).isEqualTo(20 * 1_024);
    assertThat(((Decoded) tagged).sound().samples()).isEqualTo(20 * 1_024);
    assertThat(((DecodedPartially) cut).fault()).isEqualTo(SoundFault.TRUNCATED);
  }

  @Test
  void aCountOfBytesTellsThatFramesAreMissing() throws IOException {
    DecodeOutcome outcome = decode(xing(100, 101 * FRAME_BYTES), silence(FRAMES));

    assertThat(((DecodedPartially) outcome).fault()).isEqualTo(SoundFault.TRUNCATED);
    assertThat(((DecodedPartially) outcome).reason()).isEqualTo("50 of 100 frames are there");
  }

  @Test
  void aFrameThatIsCutTellsThatTheFileIs() throws IOException {
    DecodeOutcome outcome = decode(Arrays.copyOf(silence(FRAMES), FRAMES * FRAME_BYTES - 100));

    assertThat(((DecodedPartially) outcome).fault()).isEqualTo(SoundFault.TRUNCATED);
    assertThat(((DecodedPartially) outcome).reason()).isEqualTo("the last frame is cut");
  }
}
