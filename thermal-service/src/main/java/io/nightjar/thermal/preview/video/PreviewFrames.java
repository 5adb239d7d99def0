package io.nightjar.thermal.preview.video;

import io.nightjar.cptv.Frame;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.imaging.GreyPicture;
import io.nightjar.imaging.Size;
import java.io.IOException;
import java.util.function.LongConsumer;

/** Reads the frames of a recording that are to be seen, and steadies its scene. Not thread-safe. */
final class PreviewFrames {

  private final CptvReader reader;
  private final LongConsumer spent;
  private final Frame frame;
  private final SteadyScene scene;
  private int frames;

  PreviewFrames(CptvReader reader, LongConsumer spent) {
    this.reader = reader;
    this.spent = spent;
    this.frame = reader.newFrame();
    this.scene = new SteadyScene(frame.width(), frame.height());
  }

  /** The heap that reading takes, with the frames and the scene. */
  static long heapBytes(CptvReader reader) {
    long pixels = (long) reader.header().width() * reader.header().height();
    return reader.heapBytes() + SteadyScene.HEAP_BYTES_PER_PIXEL * pixels;
  }

  /** Goes on to the next frame; background frames, which show no moment, are passed over. */
  boolean next() throws IOException {
    while (reader.read(frame)) {
      spent.accept(frame.pixels().length);
      if (!frame.background()) {
        scene.look(frame);
        frames++;
        return true;
      }
    }
    return false;
  }

  /** A picture of the frames' size. */
  GreyPicture newPicture() {
    return new GreyPicture(new Size(frame.width(), frame.height()));
  }

  /** How many there were so far. */
  int frames() {
    return frames;
  }

  /** The place of the last one in its file. */
  int number() {
    return frame.number();
  }

  /** The scene with the last one in it. */
  SteadyScene scene() {
    return scene;
  }
}
