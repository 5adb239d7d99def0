package io.nightjar.bench.tracks;

import io.nightjar.fixtures.MotionScene;
import io.nightjar.fixtures.MotionScene.TrueBox;
import io.nightjar.fixtures.TrackingQuality;
import io.nightjar.fixtures.TrackingQuality.FoundBox;
import io.nightjar.motion.MotionTracker;
import io.nightjar.motion.Position;
import io.nightjar.motion.Track;
import io.nightjar.motion.TrackLimits;
import java.util.ArrayList;
import java.util.List;

/**
 * What was found in scenes of one kind.
 *
 * @param kind of scenes
 * @param quality of tracks that reach the threshold
 * @param tracks how many tracks reach it
 * @param bestBelow the highest score of those that do not
 */
record SceneResult(MotionScene.Kind kind, TrackingQuality quality, int tracks, double bestBelow) {

  /** Follows what moves in scenes of the seeds 1, 2, 3 …. */
  static SceneResult of(MotionScene.Kind kind, int seeds) {
    TrackingQuality quality = new TrackingQuality();
    int tracks = 0;
    double bestBelow = 0;
    for (int seed = 1; seed <= seeds; seed++) {
      MotionScene scene = new MotionScene(kind, seed);
      List<List<TrueBox>> truth = new ArrayList<>();
      List<Track> all = follow(scene, truth);
      List<Track> animals = all.stream().filter(track -> track.score() >= Track.THRESHOLD).toList();
      tracks += animals.size();
      for (Track track : all) {
        bestBelow = Math.max(bestBelow, track.score() < Track.THRESHOLD ? track.score() : 0);
      }
      quality.nextScene();
      compare(truth, animals, quality);
    }
    return new SceneResult(kind, quality, tracks, bestBelow);
  }

  private static List<Track> follow(MotionScene scene, List<List<TrueBox>> truth) {
    short[] pixels = new short[scene.width() * scene.height()];
    MotionTracker tracker = new MotionTracker(scene.width(), scene.height(), TrackLimits.DEFAULT);
    while (scene.next(pixels)) {
      tracker.look(pixels, scene.millis(), scene.sinceCorrectionMillis());
      truth.add(scene.truth());
    }
    return tracker.finish();
  }

  private static void compare(
      List<List<TrueBox>> truth, List<Track> animals, TrackingQuality quality) {
    List<List<FoundBox>> found = new ArrayList<>();
    truth.forEach(frame -> found.add(new ArrayList<>()));
    for (Track track : animals) {
      for (Position at : track.positions()) {
        found
            .get(at.frame())
            .add(new FoundBox(track.id(), at.x(), at.y(), at.width(), at.height()));
      }
    }
    for (int frame = 0; frame < truth.size(); frame++) {
      quality.add(truth.get(frame), found.get(frame));
    }
  }
}
