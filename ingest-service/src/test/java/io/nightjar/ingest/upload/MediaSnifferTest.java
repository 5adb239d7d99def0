package io.nightjar.ingest.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaSnifferTest {
  @ParameterizedTest
  @CsvSource({
    "52494646 24000000 57415645, WAV",
    "52463634 ffffffff 57415645, WAV",
    "664c6143 00000022, FLAC",
    "0000001c 66747970 6d703432, MP4",
    "4f676753 00, OGG",
    "49443303 00, MP3",
    "fffb9064, MP3",
    "fff14c80, AAC",
    "fff94c80, AAC"
  })
  void tellsSoundByItsMagic(String hex, MediaFormat format) {
    assertThat(MediaSniffer.sniff(bytes(hex))).contains(format);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "61", // one letter
        "1f", // half a gzip magic
        "52494646 24000000 41564920", // RIFF, but a video
        "fffb f064", // MPEG audio with the forbidden bit rate
        "fffb 9c64", // MPEG audio with the reserved sample rate
        "ffe9 9064", // MPEG audio of the reserved version
        "43505456 0248", // CPTV without its gzip
        "25504446 2d312e37"
      })
  void knowsNothingElse(String hex) {
    assertThat(MediaSniffer.sniff(bytes(hex))).isEmpty();
  }

  @Test
  void looksThroughGzip() throws IOException {
    assertThat(MediaSniffer.sniff(gzip("CPTV\2H"))).contains(MediaFormat.CPTV);
    assertThat(MediaSniffer.sniff(gzip("CPTX\2H"))).isEmpty();
    assertThat(MediaSniffer.sniff(gzip("CPT"))).isEmpty();
    assertThat(MediaSniffer.sniff(gzip(""))).isEmpty();
  }

  @Test
  void leavesToTheCodecWhatIsTooDamagedToTell() throws IOException {
    byte[] whole = gzip("CPTV\2H");

    for (int length = 3; length < whole.length; length++) {
      assertThat(MediaSniffer.sniff(Arrays.copyOf(whole, length)))
          .as("the first %d bytes", length)
          .contains(MediaFormat.CPTV);
    }
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(file)) {
      gzip.write(text.getBytes(StandardCharsets.US_ASCII));
    }
    return file.toByteArray();
  }
}
