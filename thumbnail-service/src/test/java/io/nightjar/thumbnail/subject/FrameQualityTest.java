package io.nightjar.thumbnail.subject;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.cptv.Frame;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrameQualityTest {

  @Test
  void aSinglePixelOfZeroIsNoticed() {
    Frame frame = frame();
    assertThat(FrameQuality.hasZeros(frame)).isFalse();
    frame.pixels()[frame.pixels().length - 1] = 0;
    assertThat(FrameQuality.hasZeros(frame)).isTrue();
  }

  private static Frame frame() {
    var frame = new Frame(20, 10);
    Arrays.fill(frame.pixels(), (short) 3_000);
    return frame;
  }
}
