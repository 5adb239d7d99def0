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

/** A scene in memory in which two animals meet, as frames and as a recording. */
@State(Scope.Benchmark)
public class SceneFrames {

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

  final List<Drawn> drawn = new ArrayList<>();
  byte[] recording = {};
  int width;
  int height;

  /** Made by JMH. */
  public SceneFrames() {}

  /** Draws the scene, and writes it. */
  @Setup
  public void draw() throws IOException {
    MotionScene scene = new MotionScene(MotionScene.Kind.CROSSING, 1);
    width = scene.width();
    height = scene.height();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Header header = Header.builder(width, height).build();
    try (CptvWriter writer = CptvWriter.create(bytes, header, WriterOptions.GO)) {
      Frame frame = new Frame(width, height);
      while (scene.next(frame.pixels())) {
        drawn.add(new Drawn(frame.pixels().clone(), scene.millis(), scene.sinceCorrectionMillis()));
        frame.setTimeOnMillis(scene.millis());
        frame.setLastFfcMillis(scene.millis() - scene.sinceCorrectionMillis());
        writer.write(frame);
      }
    }
    recording = bytes.toByteArray();
  }

  long pixels() {
    return (long) drawn.size() * width * height;
  }
}
