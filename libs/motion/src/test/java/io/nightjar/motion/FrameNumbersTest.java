package io.nightjar.motion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameNumbersTest {

  @Test
  void backgroundFramesAreCountedInWhereverTheyStand() {
    BitSet background = new BitSet();
    background.set(0);
    background.set(3, 5);

    FrameNumbers numbers = new FrameNumbers(background);

    // 0 1 2 3 4 5 6, of which 0, 3 and 4 are background frames.
    assertThat(IntStream.of(0, 1, 2, 3).map(numbers::of)).containsExactly(1, 2, 5, 6);
    assertThat(IntStream.of(2, 0, 3, 1).map(numbers::of)).containsExactly(5, 1, 6, 2);
  }

  @Test
  void withoutBackgroundFramesNumbersStayAsTheyAre() {
    FrameNumbers numbers = new FrameNumbers(new BitSet());

    assertThat(IntStream.of(0, 7, 7, 400).map(numbers::of)).containsExactly(0, 7, 7, 400);
  }
}
