package io.nightjar.cptv;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.cptv.file.CptvReader;
import io.nightjar.cptv.file.WriterOptions;
import io.nightjar.cptv.tool.FrameSelection;
import io.nightjar.cptv.tool.RecordingCopy;
import io.nightjar.cptv.tool.RecordingDigest;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cutting keeps what is asked for, with its background, bit by bit. */
class RecordingCopyTest {

  private static final Instant START = Instant.parse("2024-06-01T10:00:00.000001Z");

  private final List<Frame> frames = TestFrames.scene(16, 12, 10, 5);

  private byte[] file() throws Exception {
    frames.getFirst().clearFields().setBackground(true);
    Header header =
        Header.builder(16, 12)
            .set(HeaderField.TIMESTAMP, START)
            .set(HeaderField.BACKGROUND_FRAMES, 1)
            .build();
    return TestFrames.write(header, frames, WriterOptions.GO);
  }

  @Test
  void framesAreCutByNumber() throws Exception {
    Reading reading = cut(new FrameSelection.Numbers(3, 5));

    assertThat(reading.frames()).hasSize(3);
    assertThat(reading.frames().get(0).background()).isTrue();
    assertThat(reading.frames().get(0).pixels()).isEqualTo(frames.get(0).pixels());
    assertThat(reading.frames().get(1).pixels()).isEqualTo(frames.get(3).pixels());
    assertThat(reading.frames().get(2).pixels()).isEqualTo(frames.get(4).pixels());
    assertThat(reading.frames().get(2).timeOnMillis()).isEqualTo(frames.get(4).timeOnMillis());
    assertThat(reading.header().recordedAt()).contains(START.plusMillis(2 * 114));
    assertThat(reading.ending()).isEqualTo(new Ending.Clean());
  }

  @Test
  void framesAreCutByTimeAndTheEndIsExclusive() throws Exception {
    // The first frame that is no background stands at 0, the others every 114 ms.
    Reading exact = cut(new FrameSelection.Times(Duration.ofMillis(114), Duration.ofMillis(342)));
    Reading more = cut(new FrameSelection.Times(Duration.ofMillis(114), Duration.ofMillis(343)));

    assertThat(exact.frames()).hasSize(1 + 2);
    assertThat(more.frames()).hasSize(1 + 3);
  }

  @Test
  void nothingSelectedIsARecordingOfItsBackground() throws Exception {
    assertThat(cut(new FrameSelection.Numbers(50, 60)).frames()).hasSize(1);
  }

  @Test
  void theDigestCountsAndHashes() throws Exception {
    PixelHash hash = new PixelHash();
    frames.forEach(hash::add);

    RecordingDigest digest;
    try (CptvReader reader = CptvReader.open(HandmadeFile.stream(file()))) {
      digest = RecordingDigest.of(reader);
    }

    assertThat(digest.frames()).isEqualTo(10);
    assertThat(digest.backgroundFrames()).isEqualTo(1);
    assertThat(digest.ending().code()).isEqualTo("clean");
    assertThat(digest.pixelsSha256()).isEqualTo(hash.hex());
  }

  private Reading cut(FrameSelection selection) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CptvReader reader = CptvReader.open(HandmadeFile.stream(file()))) {
      RecordingCopy.copy(reader, out, selection, RecordingCopy.like("tcabwf"));
    }
    return Reading.of(out.toByteArray());
  }
}
