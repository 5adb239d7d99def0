package io.nightjar.ingest.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaSnifferTest {
  @ParameterizedTest
  @CsvSource({
    "52494646 24000000 57415645, WAV",
    "52494658 00000024 57415645, WAV",
    "52463634 ffffffff 57415645, WAV",
    "42573634 ffffffff 57415645, WAV",
    "72696666 2e91cf11 a5d628db 04c10000 68fa0000 00000000 77617665 f3acd311 8cd100c0 4f8edb8a, WAVE64",
    "464f524d 0000fa2e 41494646, AIFF",
    "464f524d 0000fa2e 41494643, AIFF",
    "63616666 00010000 64657363, CAF",
    "2e736e64 00000018 ffffffff 00000003, AU",
    "664c6143 00000022, FLAC",
    "664c6143 80000022, FLAC",
    "0000001c 66747970 6d703432, MP4",
    "00000014 66747970 71742020, MP4",
    "4f676753 00, OGG",
    "2321414d 520a 3c, AMR",
    "2321414d 522d5742 0a 44, AMR_WB",
    "1a45dfa3 a3 42868101 42f78101 4282 88 6d6174726f736b61, MATROSKA",
    "1a45dfa3 01000000 0000001f 42868101 4282 84 7765626d, WEBM",
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
        "52463634 ffffffff 41564920", // RF64, but no sound
        "464f524d 00000010 494c424d", // IFF, but a picture
        "72696666 6c65206d 65210000", // "riff", but a word
        "1a45dfa3 84 4282 81 61", // EBML of another kind
        "00000018 66747970 68656963", // a photograph in boxes
        "fffb9064", // a header of MPEG audio, and nothing else
        "fffe4100 42004300", // UTF-16, which looks like a header of layer I
        "494433", // "ID3", but no tag
        "43505456 0248", // CPTV without its gzip
        "25504446 2d312e37"
      })
  void knowsNothingElse(String hex) {
    assertThat(MediaSniffer.sniff(bytes(hex))).isEmpty();
  }

  /**
   * Frames of 417, 96 and 144 bytes by the standards' formulas: 144 × 128000 / 44100; 72 × 32000 /
   * 24000; 144 × 32000 / 32000. That of ADTS says that it has 33.
   */
  @ParameterizedTest
  @CsvSource({
    "fffb9064, 417, MP3", // MPEG-1, layer III, 128 kbit/s, 44.1 kHz
    "fff34400,  96, MP3", // MPEG-2, layer III, 32 kbit/s, 24 kHz
    "fffd1800, 144, MP3", // MPEG-1, layer II, 32 kbit/s, 32 kHz
    "fff16040 043ffc, 33, AAC", // with 16 kHz, mono
    "fff96040 043ffc, 33, AAC",
  })
  void believesFramesThatFollowEachOther(String header, int length, MediaFormat format)
      throws IOException {
    byte[] two = frames(header, length, 2);
    byte[] many = frames(header, length, 3 + MediaSniffer.HEAD / length);

    assertThat(MediaSniffer.sniff(two)).contains(format);
    assertThat(MediaSniffer.sniff(Arrays.copyOf(many, MediaSniffer.HEAD))).contains(format);
    assertThat(MediaSniffer.sniff(concat(bytes("00"), two))).contains(format);
    assertThat(MediaSniffer.sniff(frames(header, length - 1, 2))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "fffb f064, 417", // the forbidden bit rate
    "fffb 0064, 417", // one that tells no length
    "fffb 9c64, 417", // the reserved sample rate
    "ffeb 9064, 417", // the reserved version
    "fff9 9064, 417", // ADTS of a length of 0
    "fff1 7440 043ffc, 33", // a sample rate that ADTS does not know
  })
  void believesNoFramesWithReservedValues(String header, int length) throws IOException {
    assertThat(MediaSniffer.sniff(frames(header, length, 20))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 512, 4096, 63_000})
  void passesOverZerosInFrontOfFrames(int zeros) throws IOException {
    byte[] file = concat(new byte[zeros], frames("fffb9064", 417, 300));

    assertThat(MediaSniffer.sniff(Arrays.copyOf(file, MediaSniffer.HEAD)))
        .contains(MediaFormat.MP3);
  }

  @ParameterizedTest
  @CsvSource({"fffb9064, 417, MP3", "fff16040 043ffc, 33, AAC"})
  void findsTheFirstFrameBehindTheRestOfAnother(String header, int length, MediaFormat format)
      throws IOException {
    byte[] file = frames(header, length, 20);

    for (int cut = 1; cut < length; cut++) {
      assertThat(MediaSniffer.sniff(Arrays.copyOfRange(file, cut, file.length)))
          .as("without the first %d bytes", cut)
          .contains(format);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "504b0304", // a ZIP archive that holds an MP3
        "000001ba", // a video of MPEG-1
        "52494646 ffff0000 41564920", // an AVI
      })
  void takesNoFramesOutOfOtherContainers(String magic) throws IOException {
    byte[] file = concat(bytes(magic), frames("fffb9064", 417, 20));

    assertThat(MediaSniffer.sniff(file)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "664c6143 00000022, FLAC",
    "52494646 24000000 57415645, WAV",
    "4944 3303 0000 0000 0000 664c6143 00000022, FLAC", // a second tag
  })
  void looksBehindAnId3Tag(String sound, MediaFormat format) throws IOException {
    assertThat(MediaSniffer.sniff(concat(id3(0, 300), bytes(sound)))).contains(format);
    assertThat(MediaSniffer.sniff(concat(id3(0x10, 310), bytes(sound)))).contains(format);
  }

  @Test
  void tellsAdtsFromMp3BehindAnId3Tag() throws IOException {
    byte[] tag = id3(0, 1000);

    assertThat(MediaSniffer.sniff(concat(tag, frames("fff16040 043ffc", 33, 9))))
        .contains(MediaFormat.AAC);
    assertThat(MediaSniffer.sniff(concat(tag, frames("fffb9064", 417, 9))))
        .contains(MediaFormat.MP3);
    assertThat(MediaSniffer.sniff(concat(tag, bytes("25504446 2d312e37")))).isEmpty();
    assertThat(MediaSniffer.sniff(tag)).as("a tag without any sound").isEmpty();
  }

  /** What stands behind a long tag is not seen; hardly anything but MP3 has one. */
  @Test
  void takesALongId3TagForMp3s() throws IOException {
    byte[] file = Arrays.copyOf(id3(0, 200_000), MediaSniffer.HEAD);

    assertThat(MediaSniffer.sniff(file)).contains(MediaFormat.MP3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000008 66726565 0000001c 66747970 4d344120", // free, ftyp
        "00000018 73747970 6d736468", // styp
        "00000008 77696465 00002000 6d646174", // wide, mdat
        "00000010 736b6970 0000000000000000 00000300 6d6f6f76", // skip, moov
        "00002000 6d646174", // mdat
        "00000000 6d646174", // mdat, to the end
        "00000001 6d646174 00000001 00000000", // mdat of 4 GiB
        "0000006c 6d6f6f76 0000006c 6d766864", // moov
        "0000002c 73696478 00000000 00000001 00003e80 00000000 00000000 00000001 00000000"
            + "00000000 00000000 00000400 6d6f6f66", // sidx, moof
      })
  void walksTheBoxesInFrontOfAnMp4(String hex) {
    assertThat(MediaSniffer.sniff(bytes(hex))).contains(MediaFormat.MP4);
  }

  @Test
  void believesPaddingBoxesThatAreLongerThanTheHead() {
    byte[] file = Arrays.copyOf(bytes("00040000 66726565"), MediaSniffer.HEAD);

    assertThat(MediaSniffer.sniff(file)).contains(MediaFormat.MP4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000008 66726565", // padding, and nothing else
        "00000008 66726565 00000008 61626364", // padding, and another thing
        "00000004 6d6f6f76", // shorter than its own header
        "00000001 66726565 ffffffff ffffffff", // of a length that no file has
        "54686520 6d6f6f76 20626f78 2069732e", // "The moov box is."
      })
  void believesNoOtherBoxes(String hex) {
    assertThat(MediaSniffer.sniff(bytes(hex))).isEmpty();
  }

  @Test
  void findsNothingInRandomBytes() {
    for (int seed = 0; seed < 2000; seed++) {
      byte[] noise = new byte[seed % 2 == 0 ? MediaSniffer.HEAD : 10 * seed];
      new SplittableRandom(seed).nextBytes(noise);

      assertThat(MediaSniffer.sniff(noise)).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void findsNothingInConstantBytes() {
    for (int value = 0; value < 256; value++) {
      for (int length : new int[] {1, 12, 1000, MediaSniffer.HEAD}) {
        byte[] constant = new byte[length];
        Arrays.fill(constant, (byte) value);

        assertThat(MediaSniffer.sniff(constant)).as("%d × %d", length, value).isEmpty();
      }
    }
  }

  @Test
  void findsNothingInText() {
    SplittableRandom random = new SplittableRandom(1);
    String[] words = {
      "free",
      "ftyp",
      "moov",
      "mdat",
      "wide",
      "ID3",
      "RIFF",
      "FORM",
      "caff",
      "riff",
      "fLaC",
      "OggS",
      "recording",
      "of",
      "ÿ",
      "ó",
      "the",
      " ",
      "\n",
      "鳥"
    };
    List<Charset> charsets =
        List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16);
    for (int run = 0; run < 2000; run++) {
      StringBuilder text = new StringBuilder();
      while (text.length() < 400) {
        text.append(words[random.nextInt(words.length)]);
        text.append(random.nextBoolean() ? " " : "");
      }
      for (Charset charset : charsets) {
        Optional<MediaFormat> format = MediaSniffer.sniff(text.toString().getBytes(charset));

        assertThat(format).as("%s in %s", text, charset).isEmpty();
      }
    }
  }

  /** Every prefix and every single wrong byte of a head ends without an exception. */
  @Test
  void copesWithAnyDamage() throws IOException {
    byte[] file =
        concat(id3(0x10, 40), bytes("00000008 66726565"), frames("fff16040 043ffc", 33, 4));

    for (int at = 0; at < file.length; at++) {
      byte[] damaged = file.clone();
      for (int value = 0; value < 256; value++) {
        damaged[at] = (byte) value;
        assertThat(MediaSniffer.sniff(damaged)).isNotNull();
      }
      assertThat(MediaSniffer.sniff(Arrays.copyOf(file, at))).isNotNull();
    }
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

  /** Frames with content that holds no header. */
  private static byte[] frames(String header, int length, int count) throws IOException {
    byte[] frame = new byte[length];
    new SplittableRandom(length).nextBytes(frame);
    for (int i = 0; i < length; i++) {
      frame[i] &= 0x7f;
    }
    byte[] start = bytes(header);
    System.arraycopy(start, 0, frame, 0, start.length);
    byte[][] all = new byte[count][];
    Arrays.fill(all, frame);
    return concat(all);
  }

  /** A tag of version 2.3 with this many bytes behind its header. */
  private static byte[] id3(int flags, int length) throws IOException {
    byte[] header = {
      'I',
      'D',
      '3',
      3,
      0,
      (byte) flags,
      0,
      (byte) (length >> 14),
      (byte) (length >> 7 & 0x7f),
      (byte) (length & 0x7f)
    };
    boolean footer = flags != 0;
    byte[] content = new byte[length];
    Arrays.fill(content, (byte) 'x');
    return concat(header, content, new byte[footer ? 10 : 0]);
  }

  private static byte[] concat(byte[]... parts) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.write(part);
    }
    return whole.toByteArray();
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
