package io.nightjar.cptv.fast.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.cptv.core.DeltaDecoder;
import io.nightjar.cptv.core.PlainDeltaDecoder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Vectors give the same pixels as plain Java, which hand-worked bodies hold to the format. */
class VectorDeltaDecoderTest {

  private static final DeltaDecoder VECTOR = new VectorDeltaDecoder();
  private static final DeltaDecoder PLAIN = new PlainDeltaDecoder();

  @Test
  void theTestsRunWithVectors() {
    assertThat(DeltaDecoders.fastest()).isInstanceOf(VectorDeltaDecoder.class);
  }

  /** Vectors hold 8, 16 or 32 pixels; rows of other lengths are left to plain Java. */
  @TestFactory
  Stream<DynamicTest> anyBodyGivesThePixelsOfPlainJava() {
    return IntStream.of(1, 8, 15, 16, 32, 48, 64, 80, 160, 320)
        .boxed()
        .flatMap(
            width ->
                IntStream.of(1, 2, 3, 8)
                    .mapToObj(
                        height ->
                            DynamicTest.dynamicTest(
                                width + "×" + height, () -> bodiesGiveTheSame(width, height))));
  }

  private static void bodiesGiveTheSame(int width, int height) {
    SplittableRandom random = new SplittableRandom(width * 1_000L + height);
    for (int bits = 1; bits <= 25; bits++) {
      int length = 4 + ((width * height - 1) * bits + 7) / 8;
      for (int at = 0; at < 3; at++) {
        // No byte more than promised, so that a load behind it throws.
        byte[] body = new byte[at + length + DeltaDecoder.SLACK];
        random.nextBytes(body);
        isTheSame(body, at, bits, false, width, height);
        if (bits == 16) {
          isTheSame(body, at, bits, true, width, height);
        }
      }
    }
  }

  private static void isTheSame(
      byte[] body, int at, int bits, boolean swap, int width, int height) {
    short[] expected = new short[width * height];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (short) (i * 7_919);
    }
    short[] previous = expected.clone();
    short[] copy = new short[expected.length];
    short[] into = new short[expected.length];

    PLAIN.decode(body, at, bits, swap, width, expected, copy);
    VECTOR.decode(body, at, bits, swap, width, previous, into);

    assertThat(previous).as("%s bits from %s, swapped: %s", bits, at, swap).isEqualTo(expected);
    assertThat(into).isEqualTo(expected).isEqualTo(copy);
  }

  /**
   * One row of 32: from 1000, the next larger by 1, then smaller by 1, and so on, in two bits a
   * value: 01 11 01 11…, which is 0x77 in every byte, and two bits of 01 and six unused at the end.
   */
  @Test
  void aRowWorkedByHand() {
    byte[] body =
        Arrays.copyOf(
            HexFormat.of().parseHex("e8030000" + "77777777777777" + "74"),
            4 + 8 + DeltaDecoder.SLACK);
    short[] previous = new short[32];
    short[] into = new short[32];
    Arrays.fill(previous, (short) -1);

    VECTOR.decode(body, 0, 2, false, 32, previous, into);

    for (int i = 0; i < 32; i++) {
      assertThat(into[i]).as("pixel %s", i).isEqualTo((short) (i % 2 == 0 ? 999 : 1000));
    }
    assertThat(previous).isEqualTo(into);
  }
}
