package io.nightjar.media;

import static io.nightjar.media.Riff.LITTLE;
import static io.nightjar.media.Riff.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.media.DecodeOutcome.Rejected;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What triggered recorders leave where nothing triggered them, or where their power failed: a
 * well-formed file without sound is one thing, a header whose sound is missing another.
 */
@Tag("process")
class EmptyRecordingTest extends DecodingTest {

  private static final int RATE = 16_000;
  private static final long UNKNOWN = 0xffffffffL;

  private static byte[] header(long dataSize) {
    return join(
        LITTLE.fileOfSize("RIFF", 36 + dataSize, LITTLE.format(1, 1, RATE, 2, 16)),
        LITTLE.chunkOfSize("data", dataSize, new byte[0]));
  }

  private static byte[] adpcmHeader(int samples) {
    byte[] fact = ByteBuffer.allocate(4).putInt(Integer.reverseBytes(samples)).array();
    return LITTLE.file(
        "RIFF",
        OddCompressedWaveTest.imaFormat(),
        LITTLE.chunk("fact", fact),
        LITTLE.chunk("data", new byte[0]));
  }

  private static byte[] oggHeaders(int pages) {
    return join(Arrays.copyOf(Flac.oggPages(new short[2_000]), pages));
  }

  static Stream<Arguments> wellFormed() {
    byte[] guano = "GUANO|Version: 1.0".getBytes(StandardCharsets.UTF_8);
    byte[] amr = "#!AMR\n".getBytes(StandardCharsets.US_ASCII);
    return Stream.of(
        Arguments.of("WAV that says 0 bytes", header(0)),
        Arguments.of("WAV that gives no length", header(UNKNOWN)),
        Arguments.of(
            "WAV with metadata alone",
            LITTLE.file(
                "RIFF",
                LITTLE.format(1, 1, RATE, 2, 16),
                LITTLE.chunk("data", new byte[0]),
                LITTLE.chunk("guan", guano))),
        Arguments.of("ADPCM of no sample", adpcmHeader(0)),
        Arguments.of("FLAC header that knows no total", Flac.header(256, 0, new byte[16])),
        Arguments.of("headers of Ogg", oggHeaders(2)),
        Arguments.of("AMR header", amr));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wellFormed")
  void aWellFormedFileWithoutSoundHasNoSound(String name, byte[] file) throws IOException {
    DecodeOutcome outcome = decode(file);

    assertThat(outcome)
        .as(name)
        .isEqualTo(new Rejected(SoundFault.NO_SOUND, "the audio stream has no samples"));
  }

  static Stream<Arguments> broken() {
    byte[] free = ByteBuffer.allocate(28).putInt(20).putInt(0x66747970).putInt(0x4d344120).array();
    ByteBuffer media = ByteBuffer.wrap(free, 20, 8).putInt(8).putInt(0x6d646174);
    return Stream.of(
        Arguments.of(header(64_000), "the header says 64000 bytes of sound, none is there"),
        Arguments.of(adpcmHeader(32_000), "the header says 2.00 s of sound, none is there"),
        Arguments.of(
            Flac.header(256, 8_000, new byte[16]),
            "the header says 0.50 s of sound, none is there"),
        Arguments.of(
            join(oggHeaders(2), Arrays.copyOf("OggS".getBytes(StandardCharsets.US_ASCII), 20)),
            "the last page is cut"),
        Arguments.of(
            media.array(),
            "the index (moov) is missing, which recorders write last: the file is cut"),
        Arguments.of(new byte[65_536], "nothing but zeros"),
        Arguments.of(new byte[0], "the file is empty"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("broken")
  void aHeaderWhoseSoundIsMissingIsBroken(byte[] file, String reason) throws IOException {
    DecodeOutcome outcome = decode(file);

    assertThat(outcome).isEqualTo(new Rejected(SoundFault.NOT_DECODABLE, reason));
  }
}
