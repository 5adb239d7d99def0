package io.nightjar.motion;

import io.nightjar.fixtures.MotionScene;
import io.nightjar.fixtures.MotionScene.TrueBox;
import io.nightjar.fixtures.TrackingQuality;
import io.nightjar.fixtures.TrackingQuality.FoundBox;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A scene in memory, and what is found in it. */
record SceneFrames(int width, int height, List<Shot> shots) {

  /** A frame. */
  static final class Shot {
    private final short[] pixels;
    private final long millis;
    private final long sinceCorrection;
    private final List<TrueBox> truth;

    Shot(short[] pixels, long millis, long sinceCorrection, List<TrueBox> truth) {
      this.pixels = pixels;
      this.millis = millis;
      this.sinceCorrection = sinceCorrection;
      this.truth = truth;
    }

    short[] pixels() {
      return pixels;
    }

    long millis() {
      return millis;
    }

    long sinceCorrection() {
      return sinceCorrection;
    }

    List<TrueBox> truth() {
      return truth;
    }

    Shot with(short[] others) {
      return new Shot(others, millis, sinceCorrection, truth);
    }

    Shot at(long time, long since) {
      return new Shot(pixels, time, since, truth);
    }
  }

  static SceneFrames of(MotionScene.Kind kind, long seed) {
    return of(new MotionScene(kind, seed));
  }

  static SceneFrames of(MotionScene scene) {
    List<Shot> shots = new ArrayList<>();
    short[] pixels = new short[scene.width() * scene.height()];
    while (scene.next(pixels)) {
      shots.add(
          new Shot(pixels.clone(), scene.millis(), scene.sinceCorrectionMillis(), scene.truth()));
    }
    return new SceneFrames(scene.width(), scene.height(), shots);
  }

  SceneFrames changed(UnaryOperator<Shot> change) {
    return new SceneFrames(width, height, shots.stream().map(change).toList());
  }

  List<Track> tracks() {
    MotionTracker tracker = new MotionTracker(width, height, TrackLimits.DEFAULT);
    for (Shot shot : shots) {
      tracker.look(shot.pixels(), shot.millis(), shot.sinceCorrection());
    }
    return tracker.finish();
  }

  /** The tracks that reach the threshold. */
  List<Track> animals() {
    return tracks().stream().filter(track -> track.score() >= Track.THRESHOLD).toList();
  }

  TrackingQuality quality(List<Track> animals) {
    TrackingQuality quality = new TrackingQuality();
    for (int frame = 0; frame < shots.size(); frame++) {
      List<FoundBox> found = new ArrayList<>();
      for (Track track : animals) {
        for (Position at : track.positions()) {
          if (at.frame() == frame) {
            found.add(new FoundBox(track.id(), at.x(), at.y(), at.width(), at.height()));
          }
        }
      }
      quality.add(shots.get(frame).truth(), found);
    }
    return quality;
  }
}
