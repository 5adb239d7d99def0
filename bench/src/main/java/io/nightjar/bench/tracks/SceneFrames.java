package io.nightjar.bench.tracks;

import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.file.CptvWriter;
import io.nightjar.cptv.file.WriterOptions;
import io.nightjar.fixtures.MotionScene;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Scenes in memory, as frames and as recordings. */
@State(Scope.Benchmark)
public class SceneFrames {

  private static final List<MotionScene.Kind> KINDS =
      List.of(
          MotionScene.Kind.ONE,
          MotionScene.Kind.CROSSING,
          MotionScene.Kind.GRASS,
          MotionScene.Kind.NOISE);

  /** A frame that was drawn. */
  static final class Drawn {
    final short[] pixels;
    final long millis;
    final long sinceCorrection;

    Drawn(short[] pixels, long millis, long sinceCorrection) {
      this.pixels = pixels;
      this.millis = millis;
      this.sinceCorrection = sinceCorrection;
    }
  }

  final List<List<Drawn>> scenes = new ArrayList<>();
  final List<byte[]> recordings = new ArrayList<>();
  int width;
  int height;

  /** Made by JMH. */
  public SceneFrames() {}

  /** Draws the scenes, and writes them. */
  @Setup
  public void draw() throws IOException {
    for (MotionScene.Kind kind : KINDS) {
      draw(new MotionScene(kind, 1));
    }
  }

  private void draw(MotionScene scene) throws IOException {
    width = scene.width();
    height = scene.height();
    List<Drawn> frames = new ArrayList<>();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Header header = Header.builder(width, height).build();
    try (CptvWriter writer = CptvWriter.create(bytes, header, WriterOptions.GO)) {
      Frame frame = new Frame(width, height);
      while (scene.next(frame.pixels())) {
        frames.add(
            new Drawn(frame.pixels().clone(), scene.millis(), scene.sinceCorrectionMillis()));
        frame.setTimeOnMillis(scene.millis());
        frame.setLastFfcMillis(scene.millis() - scene.sinceCorrectionMillis());
        writer.write(frame);
      }
    }
    scenes.add(frames);
    recordings.add(bytes.toByteArray());
  }

  long pixels() {
    return scenes.stream().mapToLong(List::size).sum() * width * height;
  }
}
