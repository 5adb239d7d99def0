package io.nightjar.thumbnail.subject;

import io.nightjar.cptv.Frame;
import io.nightjar.imaging.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A thermal scene of known content: uneven ground of about 3,000 counts, sensor noise, and layers
 * of what happens.
 */
public final class Scene {

  private static final int FRAME_MILLIS = 114;

  private final int width;
  private final int height;
  private final Random random = new Random(20_260_101);
  private final List<Layer> layers = new ArrayList<>();
  private final List<Consumer<Frame>> changes = new ArrayList<>();
  private double noise = 3;

  public Scene(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** How much warmer, in counts, something makes a pixel of a frame. */
  public interface Layer {
    double warmth(int frame, int x, int y);
  }

  /** Something that is in a box of each frame. */
  public record Animal(int startX, int startY, double stepX, int width, int height, int contrast)
      implements Layer {

    /** Where it is in a frame. */
    public Region box(int frame) {
      return new Region((int) Math.round(startX + stepX * frame), startY, width, height);
    }

    @Override
    public double warmth(int frame, int x, int y) {
      Region box = box(frame);
      double dx = (x + 0.5 - box.x()) / width * 2 - 1;
      double dy = (y + 0.5 - box.y()) / height * 2 - 1;
      return dx * dx + dy * dy <= 1 ? contrast : 0;
    }
  }

  public Scene with(Layer layer) {
    layers.add(layer);
    return this;
  }

  /** Changes each frame after it is drawn. */
  public Scene change(Consumer<Frame> change) {
    changes.add(change);
    return this;
  }

  public Scene noise(double standardDeviation) {
    noise = standardDeviation;
    return this;
  }

  /** Draws a frame, 100 s after a flat-field correction unless a change says otherwise. */
  public Frame frame(int number) {
    var frame = new Frame(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double value = 3000 + x / 4.0 + (x * 7 + y * 13) % 40 + noise * random.nextGaussian();
        for (Layer layer : layers) {
          value += layer.warmth(number, x, y);
        }
        frame.pixels()[y * width + x] = (short) Math.clamp(Math.round(value), 0, 65_535);
      }
    }
    frame.setNumber(number);
    frame.setTimeOnMillis(200_000 + (long) FRAME_MILLIS * number).setLastFfcMillis(100_000);
    changes.forEach(change -> change.accept(frame));
    return frame;
  }
}
