package io.nightjar.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.fixtures.MotionScene.Kind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must not matter. */
class InvarianceTest {

  @ParameterizedTest
  @EnumSource(names = {"CROSSING", "CORRECTION", "GRASS_AND_ONE"})
  void theSameFramesGiveTheSameTracks(Kind kind) {
    SceneFrames scene = SceneFrames.of(kind, 1);

    assertThat(scene.tracks()).isEqualTo(scene.tracks());
  }

  @ParameterizedTest
  @EnumSource(names = {"CROSSING", "CORRECTION", "GRASS_AND_ONE"})
  void itDoesNotMatterWhenTheCameraWasSwitchedOn(Kind kind) {
    SceneFrames scene = SceneFrames.of(kind, 1);
    SceneFrames later =
        scene.changed(shot -> shot.at(shot.millis() + 86_400_000, shot.sinceCorrection()));

    assertThat(later.tracks()).isEqualTo(scene.tracks());
  }

  @ParameterizedTest
  @EnumSource(names = {"CROSSING", "CORRECTION", "GRASS_AND_ONE"})
  void aConstantOffsetOfAllPixelsDoesNotMatter(Kind kind) {
    SceneFrames scene = SceneFrames.of(kind, 1);
    SceneFrames warmer = scene.changed(shot -> shot.with(plus(shot.pixels(), 8_000)));

    assertThat(warmer.tracks()).isEqualTo(scene.tracks());
  }

  @ParameterizedTest
  @EnumSource(names = {"ONE", "CROSSING", "FROM_START", "COLD"})
  void aMirroredSceneGivesMirroredTracks(Kind kind) {
    SceneFrames scene = SceneFrames.of(kind, 1);
    SceneFrames mirrored = scene.changed(shot -> shot.with(mirrored(shot.pixels(), scene.width())));

    List<Track> tracks = scene.animals();
    List<Track> others = mirrored.animals();

    assertThat(others).hasSameSizeAs(tracks);
    for (int i = 0; i < tracks.size(); i++) {
      assertMirrored(tracks.get(i), others.get(i), scene.width());
    }
  }

  private static void assertMirrored(Track track, Track other, int width) {
    assertThat(other.firstFrame()).isCloseTo(track.firstFrame(), within(1));
    assertThat(other.lastFrame()).isCloseTo(track.lastFrame(), within(1));
    assertThat(other.score()).isCloseTo(track.score(), within(0.02));
    for (Position at : track.positions()) {
      other.positions().stream()
          .filter(position -> position.frame() == at.frame())
          .forEach(
              position -> {
                assertThat(position.x()).isCloseTo(width - at.right(), within(2));
                assertThat(position.y()).isCloseTo(at.y(), within(2));
              });
    }
  }

  private static short[] plus(short[] pixels, int counts) {
    short[] sums = new short[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      sums[i] = (short) (pixels[i] + counts);
    }
    return sums;
  }

  private static short[] mirrored(short[] pixels, int width) {
    short[] others = new short[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      others[i] = pixels[i / width * width + width - 1 - i % width];
    }
    return others;
  }
}
