package io.nightjar.motion;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.fixtures.MotionScene.Kind;
import io.nightjar.fixtures.TrackingQuality;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What files add to frames: background frames, clocks that are not there, and sizes. */
class RecordingTrackerTest {
  private static final SceneFrames SCENE = SceneFrames.of(Kind.ONE, 2);

  /** A background frame comes first, and another one before the tenth frame. */
  @Test
  void framesAreNumberedAsInTheFileBackgroundFramesCounted() {
    List<Frame> frames = frames(1);
    frames.addFirst(frames.getFirst().copy().setBackground(true));
    frames.add(10, frames.getFirst());

    List<Track> animals = animals(1, frames);

    List<Track> inScene =
        animals.stream()
            .map(
                track ->
                    new Track(
                        track.id(),
                        track.warm(),
                        track.score(),
                        track.positions().stream()
                            .map(at -> in(at, at.frame() - (at.frame() < 10 ? 1 : 2), 1))
                            .toList()))
            .toList();
    assertFollowed(inScene);
  }

  /** Each pixel four times across and down, as a sensor of 640 × 480 sees the scene. */
  @Test
  void positionsAreInPixelsOfLargeFrames() {
    List<Track> animals = animals(4, frames(4));

    List<Track> small =
        animals.stream()
            .map(
                track ->
                    new Track(
                        track.id(),
                        track.warm(),
                        track.score(),
                        track.positions().stream().map(at -> in(at, at.frame(), 4)).toList()))
            .toList();
    assertFollowed(small);
  }

  /** The frames have no times, as those of version 1: the nominal rate stands for them. */
  @Test
  void framesWithoutTimesAreTakenAtTheNominalRate() {
    assertFollowed(animals(1, frames(1)));
  }

  private static Position in(Position at, int frame, int times) {
    return new Position(
        frame,
        at.x() / times,
        at.y() / times,
        at.width() / times,
        at.height() / times,
        at.mass() / times / times,
        at.centroidX() / times,
        at.centroidY() / times);
  }

  private static void assertFollowed(List<Track> animals) {
    TrackingQuality quality = SCENE.quality(animals);
    assertThat(animals).hasSize(1);
    assertThat(quality.recall()).isGreaterThanOrEqualTo(0.95);
    assertThat(quality.precision()).isGreaterThanOrEqualTo(0.95);
  }

  private static List<Track> animals(int times, List<Frame> frames) {
    Header header = Header.builder(times * SCENE.width(), times * SCENE.height()).build();
    RecordingTracker tracker = new RecordingTracker(header, TrackLimits.DEFAULT);
    frames.forEach(tracker::look);
    assertThat(tracker.frames()).isEqualTo(frames.size());
    return tracker.finish().stream().filter(track -> track.score() >= Track.THRESHOLD).toList();
  }

  private static List<Frame> frames(int times) {
    List<Frame> frames = new ArrayList<>();
    for (SceneFrames.Shot shot : SCENE.shots()) {
      Frame frame = new Frame(times * SCENE.width(), times * SCENE.height());
      for (int i = 0; i < frame.pixels().length; i++) {
        int row = i / frame.width() / times;
        int column = i % frame.width() / times;
        frame.pixels()[i] = shot.pixels()[row * SCENE.width() + column];
      }
      frames.add(frame);
    }
    return frames;
  }
}
