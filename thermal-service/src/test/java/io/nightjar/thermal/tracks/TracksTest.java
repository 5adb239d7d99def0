package io.nightjar.thermal.tracks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.fixtures.MotionScene;
import io.nightjar.fixtures.MotionScene.TrueBox;
import io.nightjar.fixtures.TrackingQuality;
import io.nightjar.fixtures.TrackingQuality.FoundBox;
import io.nightjar.thermal.decode.Decoding;
import io.nightjar.thermal.decode.ThermalDecoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code tracks.json} says of scenes of which it is known where the animals are. */
class TracksTest {

  @ParameterizedTest
  @EnumSource(names = {"ONE", "CROSSING", "CORRECTION", "COLD"})
  void tracksAreWhereTheAnimalsAre(MotionScene.Kind kind) throws Exception {
    Scene scene = Scene.of(kind, 1);

    ThermalDecoder.Recording recording = Decoding.of(scene.header(), scene.frames());

    JsonNode document = Decoding.document(recording, "tracks.json");
    int animals = kind == MotionScene.Kind.CROSSING ? 2 : 1;
    assertThat(recording.animals()).hasValue(animals);
    assertThat(animals(document)).hasSize(animals);
    assertThat(document.get("frames").asInt()).isEqualTo(scene.frames().size());
    TrackingQuality quality = scene.compare(animals(document));
    assertThat(quality.recall()).isGreaterThan(0.9);
    assertThat(quality.precision()).isGreaterThan(0.9);
    for (JsonNode track : animals(document)) {
      assertThat(track.get("warm").asBoolean()).isEqualTo(kind != MotionScene.Kind.COLD);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GRASS", "NOISE"})
  void whereNobodyIsNoTrackReachesTheThreshold(MotionScene.Kind kind) throws Exception {
    Scene scene = Scene.of(kind, 1);

    ThermalDecoder.Recording recording = Decoding.of(scene.header(), scene.frames());

    assertThat(recording.animals()).hasValue(0);
    assertThat(animals(Decoding.document(recording, "tracks.json"))).isEmpty();
  }

  /** The same scene with each pixel four times, as a sensor of 640 × 480 sees it. */
  @Test
  void tracksOfLargeFramesAreInTheirPixels() throws Exception {
    Scene small = Scene.of(MotionScene.Kind.ONE, 1);
    Scene large = small.enlarged(4);

    JsonNode found = Decoding.document(Decoding.of(small.header(), small.frames()), "tracks.json");
    JsonNode document =
        Decoding.document(Decoding.of(large.header(), large.frames()), "tracks.json");

    assertThat(animals(document)).hasSize(1);
    assertThat(document.get("width").asInt()).isEqualTo(640);
    assertThat(large.compare(animals(document)).recall()).isGreaterThan(0.9);
    JsonNode position = animals(document).getFirst().get("positions").get(40);
    JsonNode expected = animals(found).getFirst().get("positions").get(40);
    double middle = 4 * (expected.get("centroidX").asDouble() + 0.5) - 0.5;
    assertThat(position.get("centroidX").asDouble()).isCloseTo(middle, within(8.0));
  }

  private static List<JsonNode> animals(JsonNode document) {
    double threshold = document.get("threshold").asDouble();
    return document
        .get("tracks")
        .valueStream()
        .filter(track -> track.get("score").asDouble() >= threshold)
        .toList();
  }

  /** A scene as a recording that begins with a background frame. */
  private record Scene(Header header, List<Frame> frames, List<List<TrueBox>> truth) {

    static Scene of(MotionScene.Kind kind, long seed) {
      MotionScene scene = new MotionScene(kind, seed);
      List<Frame> frames = new ArrayList<>();
      List<List<TrueBox>> truth = new ArrayList<>();
      Frame frame = new Frame(scene.width(), scene.height());
      while (scene.next(frame.pixels())) {
        if (frames.isEmpty()) {
          frames.add(frame.copy().setBackground(true));
          truth.add(List.of());
        }
        frame.setTimeOnMillis(scene.millis());
        frame.setLastFfcMillis(scene.millis() - scene.sinceCorrectionMillis());
        frames.add(frame.copy());
        truth.add(scene.truth());
      }
      return new Scene(Header.builder(scene.width(), scene.height()).build(), frames, truth);
    }

    Scene enlarged(int times) {
      List<List<TrueBox>> boxes =
          truth.stream()
              .map(each -> each.stream().map(box -> enlarged(box, times)).toList())
              .toList();
      return new Scene(
          Header.builder(times * header.width(), times * header.height()).build(),
          frames.stream().map(frame -> enlarged(frame, times)).toList(),
          boxes);
    }

    private static TrueBox enlarged(TrueBox box, int times) {
      return new TrueBox(
          box.animal(),
          times * box.x(),
          times * box.y(),
          times * box.width(),
          times * box.height(),
          box.clear());
    }

    private static Frame enlarged(Frame frame, int times) {
      Frame large = new Frame(times * frame.width(), times * frame.height());
      for (int i = 0; i < large.pixels().length; i++) {
        int row = i / large.width() / times;
        int column = i % large.width() / times;
        large.pixels()[i] = frame.pixels()[row * frame.width() + column];
      }
      frame.timeOnMillis().ifPresent(large::setTimeOnMillis);
      frame.lastFfcMillis().ifPresent(large::setLastFfcMillis);
      return large.setBackground(frame.background());
    }

    /** Frame by frame, by the numbers that the document has. */
    TrackingQuality compare(List<JsonNode> tracks) {
      TrackingQuality quality = new TrackingQuality();
      for (int frame = 0; frame < truth.size(); frame++) {
        List<FoundBox> found = new ArrayList<>();
        for (JsonNode track : tracks) {
          for (JsonNode at : track.get("positions")) {
            if (at.get("frame").asInt() == frame) {
              found.add(
                  new FoundBox(
                      track.get("id").asInt(),
                      at.get("x").asInt(),
                      at.get("y").asInt(),
                      at.get("width").asInt(),
                      at.get("height").asInt()));
            }
          }
        }
        quality.add(truth.get(frame), found);
      }
      return quality;
    }
  }
}
