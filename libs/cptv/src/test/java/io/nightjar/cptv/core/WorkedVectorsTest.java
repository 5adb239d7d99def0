package io.nightjar.cptv.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.cptv.FieldOrder;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.HeaderField;
import io.nightjar.cptv.WidthPolicy;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors that were worked by hand from the definition of the pixel coding: 4×3 pixels. */
class WorkedVectorsTest {

  private static final Header HEADER = Header.builder(4, 3).build();

  private static final int[] A = {
    3000, 3001, 3003, 3000, 2999, 3010, 3000, 3000, 3000, 3000, 3100, 3000
  };
  private static final int[] C = {
    3001, 3001, 3003, 3000, 2999, 3010, 3000, 3000, 3000, 3000, 3100, 2990
  };
  private static final int[] D = checkerboard(0, 65_535);
  private static final int[] D_INVERSE = checkerboard(65_535, 0);

  @Test
  void tightBodiesAreThoseOfTheGoRecorder() {
    assertThat(bodies(WidthPolicy.TIGHT, A, A, C))
        .containsExactly(
            "b80b0000" + "0102fd00000af50100649c",
            "00000000" + "0000",
            "01000000" + "f800000000002c");
    assertThat(bodies(WidthPolicy.TIGHT, D, D_INVERSE))
        .containsExactly(
            "00000000" + "7fffc0005ffff00017fffc0005ffff00017fffc0005fffe0",
            "ffff0000" + "80009fffe80009fffe80009fffe80009fffe80009fffe80008");
  }

  @Test
  void byteBodiesAreThoseOfTheLowPowerCamera() {
    assertThat(bodies(WidthPolicy.BYTES, A, A, C))
        .containsExactly(
            "b80b0000" + "0102fd00000af50100649c",
            "00000000" + "0000000000000000000000",
            "01000000" + "ff000000000000000000f6");
    assertThat(bodies(WidthPolicy.BYTES, D, D_INVERSE))
        .containsExactly(
            "00000000" + "ffff0001ffff0001ffff0001ffff0001ffff0001ffff",
            "ffff0000" + "0002fffe0002fffe0002fffe0002fffe0002fffe0002");
  }

  @ParameterizedTest
  @CsvSource({
    "17, 000000007fffc0005ffff00017fffc0005ffff00017fffc0005fffe0",
    "16, 00000000ffff0001ffff0001ffff0001ffff0001ffff0001ffff"
  })
  void bothWidthsOfTheCheckerboardDecodeToIt(int bits, String body) {
    assertThat(decode(new PixelDecoder(HEADER, new PlainDeltaDecoder()), bits, body))
        .isEqualTo(shorts(D));
  }

  @ParameterizedTest
  @CsvSource({
    "18, ffff000080009fffe80009fffe80009fffe80009fffe80009fffe80008",
    "16, ffff00000002fffe0002fffe0002fffe0002fffe0002fffe0002"
  })
  void bothWidthsOfTheInverseDecodeToIt(int bits, String body) {
    PixelDecoder decoder = new PixelDecoder(HEADER, new PlainDeltaDecoder());
    decode(decoder, 16, "00000000ffff0001ffff0001ffff0001ffff0001ffff0001ffff");

    assertThat(decode(decoder, bits, body)).isEqualTo(shorts(D_INVERSE));
  }

  /** The published values of the Go recorder's own tests: two's complement in so many bits. */
  @ParameterizedTest
  @CsvSource({"-1,4,15", "-12,9,500", "-16,5,16", "-8192,14,8192", "-128,8,128"})
  void valuesAreTwosComplement(int value, int bits, int expected) {
    PixelEncoder encoder = new PixelEncoder(Header.builder(2, 1).build());
    byte[] body = new byte[encoder.bodyLength(bits)];

    encoder.take(new short[] {(short) -value, 0});
    encoder.pack(bits, body, 0);

    int packed = 0;
    for (int i = 4; i < body.length; i++) {
      packed = packed << 8 | (body[i] & 0xFF);
    }
    assertThat(packed >>> (8 * (body.length - 4) - bits)).isEqualTo(expected);
  }

  /** The published test picture of the Go recorder and the widths and lengths that it gives. */
  @Test
  void theGoTestCameraGivesThePublishedWidths() {
    Header header = Header.builder(160, 120).build();
    RecordingEncoder encoder = new RecordingEncoder(header, WidthPolicy.TIGHT, FieldOrder.GO);
    Frame frame = new Frame(160, 120);
    for (int i = 0; i < frame.pixels().length; i++) {
      frame.pixels()[i] = (short) (i % 160 * (i / 160) % 7172 + 1024);
    }

    int first = encoder.frame(frame).length();
    for (int i = 0; i < frame.pixels().length; i++) {
      frame.pixels()[i] += (short) (i % 160);
    }
    int second = encoder.frame(frame).length();

    // 'F', the count, w with 3 bytes and f with 6 stand before the body.
    assertThat(first).isEqualTo(2 + 3 + 6 + 33_603);
    assertThat(second).isEqualTo(2 + 3 + 6 + 4_804);
  }

  @Test
  void oldFirmwareOfTheLowPowerCameraIsLittleEndianAtSixteenBits() {
    Header old = Header.builder(4, 3).set(HeaderField.FIRMWARE, "3.3.26/3.3.26/10").build();

    // The bytes of the checkerboard's sixteen-bit values, each pair swapped by hand.
    String swapped = "00000000" + "ffff0100ffff0100ffff0100ffff0100ffff0100ffff";
    assertThat(decode(new PixelDecoder(old, new PlainDeltaDecoder()), 16, swapped))
        .isEqualTo(shorts(D));
    assertThat(
            decode(
                new PixelDecoder(old, new PlainDeltaDecoder()),
                8,
                "b80b00000102fd00000af50100649c"))
        .isEqualTo(shorts(A));

    PixelEncoder encoder = new PixelEncoder(old);
    byte[] body = new byte[encoder.bodyLength(16)];
    encoder.take(shorts(D));
    encoder.pack(16, body, 0);
    assertThat(HexFormat.of().formatHex(body)).isEqualTo(swapped);
  }

  private static List<String> bodies(WidthPolicy policy, int[]... pictures) {
    PixelEncoder encoder = new PixelEncoder(HEADER);
    return Arrays.stream(pictures)
        .map(
            picture -> {
              encoder.take(shorts(picture));
              int bits = encoder.bitWidth(policy);
              byte[] body = new byte[encoder.bodyLength(bits)];
              encoder.pack(bits, body, 0);
              return HexFormat.of().formatHex(body);
            })
        .toList();
  }

  /** Decodes between guard bytes that are not part of the body. */
  private static short[] decode(PixelDecoder decoder, int bits, String body) {
    byte[] guarded = HexFormat.of().parseHex("a5a5a5" + body + "5a5a5a5a5a5a5a5a");
    short[] pixels = new short[12];
    decoder.decode(guarded, 3, bits, pixels);
    return pixels;
  }

  private static int[] checkerboard(int first, int second) {
    int[] pixels = new int[12];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (i % 4 + i / 4) % 2 == 0 ? first : second;
    }
    return pixels;
  }

  private static short[] shorts(int[] values) {
    short[] shorts = new short[values.length];
    for (int i = 0; i < values.length; i++) {
      shorts[i] = (short) values[i];
    }
    return shorts;
  }
}
