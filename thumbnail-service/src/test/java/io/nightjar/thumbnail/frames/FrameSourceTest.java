package io.nightjar.thumbnail.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.file.CptvWriter;
import io.nightjar.cptv.file.WriterOptions;
import io.nightjar.imaging.Size;
import io.nightjar.thumbnail.Told;
import io.nightjar.thumbnail.subject.Scene;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** 300 frames of 40 × 30 pixels, with a checkpoint for each 90th. */
class FrameSourceTest {
  private static final Size SIZE = new Size(40, 30);
  private static final int FRAMES = 300;
  private static final List<Integer> WANTED = List.of(0, 5, 88, 89, 90, 200, 201, 299);

  private static final List<Frame> WRITTEN = new ArrayList<>();
  private static byte[] recording;
  private static byte[] index;

  @BeforeAll
  static void write() throws Exception {
    recording = recording(FRAMES, WRITTEN);
    index = Told.of(recording).index();
  }

  @Test
  void byAnIndexFramesComeByNumberAndNoneTwice() throws Exception {
    List<Long> spent = new ArrayList<>();
    FrameSource source = indexed(recording, index, spent);

    SortedMap<Integer, short[]> seen = read(source);

    assertSame(seen);
    // 0 … 90 in one go, as the checkpoint for 90 is where it goes on; 180 … 201; 270 … 299.
    assertThat(spent).hasSize(91 + 22 + 30).containsOnly(1_200L);
  }

  @Test
  void fromTheBeginningTheLastOneIsTheLastThatIsRead() throws Exception {
    List<Long> spent = new ArrayList<>();
    FrameSource source =
        new StreamedFrames(
            () -> new ByteArrayInputStream(recording), CptvLimits.DEFAULT, spent::add);

    SortedMap<Integer, short[]> seen = read(source);

    assertSame(seen);
    assertThat(spent).hasSize(FRAMES).containsOnly(1_200L);
  }

  @Test
  void anIndexOfAnotherRecordingIsRefused() throws Exception {
    byte[] other = recording(FRAMES - 1, new ArrayList<>());

    assertThatThrownBy(() -> read(indexed(other, index, new ArrayList<>())))
        .isInstanceOf(FramesUnreadableException.class);
  }

  @Test
  void aDamagedIndexIsRefused() {
    byte[] damaged = index.clone();
    damaged[damaged.length / 2] ^= 1;

    assertThatThrownBy(() -> read(indexed(recording, damaged, new ArrayList<>())))
        .isInstanceOf(FramesUnreadableException.class);
  }

  @Test
  void framesThatTheRecordingDoesNotHoldAreMissed() throws Exception {
    byte[] shorter = recording(FRAMES - 1, new ArrayList<>());
    FrameSource source =
        new StreamedFrames(() -> new ByteArrayInputStream(shorter), CptvLimits.DEFAULT, _ -> {});

    assertThatThrownBy(() -> read(source))
        .isInstanceOf(FramesUnreadableException.class)
        .hasMessageContaining("299");
  }

  private static FrameSource indexed(byte[] recording, byte[] index, List<Long> spent) {
    return new IndexedFrames(
        new Told.Bytes(recording),
        () -> new ByteArrayInputStream(index),
        SIZE,
        CptvLimits.DEFAULT,
        spent::add);
  }

  private static SortedMap<Integer, short[]> read(FrameSource source)
      throws IOException, FramesUnreadableException {
    SortedMap<Integer, short[]> seen = new TreeMap<>();
    source.read(new TreeSet<>(WANTED), frame -> seen.put(frame.number(), frame.pixels().clone()));
    return seen;
  }

  private static void assertSame(SortedMap<Integer, short[]> seen) {
    assertThat(seen.keySet()).containsExactlyElementsOf(WANTED);
    seen.forEach((number, pixels) -> assertThat(pixels).isEqualTo(WRITTEN.get(number).pixels()));
  }

  private static byte[] recording(int frames, List<Frame> written) throws IOException {
    Scene scene =
        new Scene(SIZE.width(), SIZE.height()).with(new Scene.Animal(2, 8, 0.1, 6, 6, 200));
    var out = new ByteArrayOutputStream();
    Header header = Header.builder(SIZE.width(), SIZE.height()).build();
    try (CptvWriter writer = CptvWriter.create(out, header, WriterOptions.GO)) {
      for (int i = 0; i < frames; i++) {
        Frame frame = scene.frame(i);
        writer.write(frame);
        written.add(frame);
      }
    }
    return out.toByteArray();
  }
}
