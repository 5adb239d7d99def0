package io.nightjar.cptv;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.cptv.file.WriterOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is written is read again, whatever the size and the content. */
class RoundTripTest {

  @Test
  void generatedRecordingsComeBack() throws Exception {
    SplittableRandom random = new SplittableRandom(2026);
    for (int round = 0; round < 300; round++) {
      List<Frame> frames = frames(random);
      WriterOptions options = options(random);

      Reading reading = Reading.of(TestFrames.write(frames, options));

      assertThat(reading.ending()).isEqualTo(new Ending.Clean());
      assertThat(reading.frames()).hasSameSizeAs(frames);
      for (Frame frame : reading.frames()) {
        assertThat(frame.pixels())
            .as("round %s, frame %s, %s", round, frame.number(), options)
            .isEqualTo(frames.get(frame.number()).pixels());
      }
    }
  }

  private static List<Frame> frames(SplittableRandom random) {
    int width = 1 + random.nextInt(random.nextBoolean() ? 4 : 70);
    int height = 1 + random.nextInt(random.nextBoolean() ? 4 : 50);
    int range = 1 << random.nextInt(17);
    List<Frame> frames = new ArrayList<>();
    for (int i = random.nextInt(1, 6); i > 0; i--) {
      Frame frame = new Frame(width, height).setTimeOnMillis(i);
      for (int pixel = 0; pixel < frame.pixels().length; pixel++) {
        frame.pixels()[pixel] = (short) random.nextInt(range);
      }
      frames.add(frame);
    }
    return frames;
  }

  private static WriterOptions options(SplittableRandom random) {
    WidthPolicy[] widths = WidthPolicy.values();
    FieldOrder[] orders = FieldOrder.values();
    WriterOptions.Members[] members = WriterOptions.Members.values();
    return new WriterOptions(
        widths[random.nextInt(widths.length)],
        orders[random.nextInt(orders.length)],
        members[random.nextInt(members.length)],
        1 + random.nextInt(9));
  }
}
