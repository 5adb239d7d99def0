package io.nightjar.imaging;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A picture in 5 … 25 bytes, for a page to draw a blur of until the picture itself is there:
 * ThumbHash by Evan Wallace (evanw.github.io/thumbhash), for pictures without transparency. The
 * lowest frequencies of a cosine transform, four bits each: up to 7 × 7 of the brightness, 3 × 3 of
 * yellow against blue and of red against green; and the picture's aspect. Readers exist for
 * JavaScript, Swift, Java, Rust, Go, PHP and others.
 */
public final class ThumbHash {

  /** Frequencies along the longer side, and those of the two colour differences. */
  private static final int LUMINANCE = 7;

  private static final int COLOUR = 3;

  /** Scales below this are what rounding leaves of a flat picture. */
  private static final double FLAT = 1e-9;

  /** A factor, as with a division some coefficients that are nearly 0 are rounded the other way. */
  private static final double LEVEL = 1 / 255.0;

  private final Size size;
  private final double[] luminance;
  private final double[] yellowBlue;
  private final double[] redGreen;

  private ThumbHash(RgbPicture picture) {
    this.size = picture.size();
    int[] pixels = picture.pixels();
    this.luminance = new double[pixels.length];
    this.yellowBlue = new double[pixels.length];
    this.redGreen = new double[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      double red = LEVEL * (pixels[i] >> 16 & 0xff);
      double green = LEVEL * (pixels[i] >> 8 & 0xff);
      double blue = LEVEL * (pixels[i] & 0xff);
      luminance[i] = (red + green + blue) / 3;
      yellowBlue[i] = (red + green) / 2 - blue;
      redGreen[i] = red - green;
    }
  }

  /**
   * The hash of a picture: the same bytes on every machine. Time follows pixels times 37, so that
   * small pictures are better: more than 100 pixels a side add nothing that it could hold.
   *
   * @return 36 characters of Base64 at most
   */
  public static String of(Picture picture) {
    return Base64.getEncoder().encodeToString(bytes(picture));
  }

  /** The same as bytes, 25 at most. */
  public static byte[] bytes(Picture picture) {
    return switch (picture) {
      case RgbPicture rgb -> new ThumbHash(rgb).hash();
      case IndexedPicture indexed -> new ThumbHash(indexed.toRgb()).hash();
      case GreyPicture _ ->
          throw new IllegalArgumentException("samples have no brightness without levels");
    };
  }

  /**
   * The lowest frequencies of one channel.
   *
   * @param mean the lowest of all
   * @param scale the largest magnitude of the others
   * @param others 0 … 1 each, one half for nothing, row by row
   */
  private record Frequencies(double mean, double scale, List<Double> others) {}

  private byte[] hash() {
    int longest = Math.max(size.width(), size.height());
    int across = Math.max(1, round((double) LUMINANCE * size.width() / longest));
    int down = Math.max(1, round((double) LUMINANCE * size.height() / longest));
    Frequencies bright = frequencies(luminance, Math.max(COLOUR, across), Math.max(COLOUR, down));
    Frequencies yellow = frequencies(yellowBlue, COLOUR, COLOUR);
    Frequencies red = frequencies(redGreen, COLOUR, COLOUR);
    boolean landscape = size.width() > size.height();

    int first =
        round(63 * bright.mean)
            | round(31.5 + 31.5 * yellow.mean) << 6
            | round(31.5 + 31.5 * red.mean) << 12
            | round(31 * bright.scale) << 18;
    int second =
        (landscape ? down : across)
            | round(63 * yellow.scale) << 3
            | round(63 * red.scale) << 9
            | (landscape ? 1 : 0) << 15;
    List<Double> all = new ArrayList<>(bright.others);
    all.addAll(yellow.others);
    all.addAll(red.others);
    byte[] hash = new byte[5 + (all.size() + 1) / 2];
    for (int i = 0; i < 3; i++) {
      hash[i] = (byte) (first >> (8 * i));
    }
    hash[3] = (byte) second;
    hash[4] = (byte) (second >> 8);
    for (int i = 0; i < all.size(); i++) {
      int at = 5 + i / 2;
      hash[at] = (byte) (hash[at] | (round(15 * all.get(i)) << (4 * (i % 2))));
    }
    return hash;
  }

  /** Those whose indices add up to less than the number of them: the corner of the lowest. */
  private Frequencies frequencies(double[] channel, int across, int down) {
    double mean = 0;
    double scale = 0;
    List<Double> others = new ArrayList<>();
    for (int cy = 0; cy < down; cy++) {
      for (int cx = 0; cx * down < across * (down - cy); cx++) {
        double value = frequency(channel, cx, cy);
        if (cx == 0 && cy == 0) {
          mean = value;
        } else {
          others.add(value);
          scale = Math.max(scale, Math.abs(value));
        }
      }
    }
    double most = scale;
    return most < FLAT
        ? new Frequencies(mean, 0, others.stream().map(_ -> 0.0).toList())
        : new Frequencies(
            mean, most, others.stream().map(value -> 0.5 + 0.5 / most * value).toList());
  }

  /** The mean of a channel times a cosine across and another one down. */
  private double frequency(double[] channel, int cx, int cy) {
    double[] cosines = cosines(cx, size.width());
    double[] cosinesDown = cosines(cy, size.height());
    double sum = 0;
    for (int y = 0; y < size.height(); y++) {
      int row = y * size.width();
      for (int x = 0; x < cosines.length; x++) {
        sum += channel[row + x] * cosines[x] * cosinesDown[y];
      }
    }
    return sum / (size.width() * (double) size.height());
  }

  /** {@link StrictMath}, as {@link Math} may round in another way on another processor. */
  private static double[] cosines(int frequency, int length) {
    double[] cosines = new double[length];
    for (int i = 0; i < length; i++) {
      cosines[i] = StrictMath.cos(Math.PI / length * frequency * (i + 0.5));
    }
    return cosines;
  }

  private static int round(double value) {
    return (int) Math.round(value);
  }
}
