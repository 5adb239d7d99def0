package io.nightjar.audio.spectrogram;

import io.nightjar.imaging.RgbPicture;
import io.nightjar.media.PictureEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a picture so that it is small beside the recording that it shows: as finely as is of use
 * to the eye, or, where that is too large, as coarsely as it takes.
 */
final class PictureFile {

  /**
   * In these steps the file shrinks by about a third each. Above the first, noise is kept that says
   * nothing; below the last, the letters on the axes could not be read.
   */
  private static final int[] QUALITIES = {60, 40, 22, 10};

  /** A picture of the shortest recording may take this much. */
  private static final long ALWAYS_FITS = 24 * 1024;

  /** So much of a recording's size, one part in this many, may its picture take. */
  private static final int SHARE = 8;

  private final PictureEncoder encoder;

  PictureFile(PictureEncoder encoder) {
    this.encoder = encoder;
  }

  /** While a picture is written, three bytes a pixel. */
  static long heapBytes(long pixels) {
    return 3 * pixels;
  }

  /**
   * Writes WebP.
   *
   * @param recordingBytes the size of the recording
   */
  void write(RgbPicture picture, long recordingBytes, Path webp) throws IOException {
    byte[] rgb = bytes(picture);
    long most = Math.max(ALWAYS_FITS, recordingBytes / SHARE);
    int step = 0;
    do {
      encoder.encodeWebp(
          picture.size().width(), picture.size().height(), rgb, QUALITIES[step], webp);
      step++;
    } while (step < QUALITIES.length && Files.size(webp) > most);
  }

  private static byte[] bytes(RgbPicture picture) {
    int[] pixels = picture.pixels();
    byte[] rgb = new byte[3 * pixels.length];
    int at = 0;
    for (int pixel : pixels) {
      rgb[at++] = (byte) (pixel >> 16);
      rgb[at++] = (byte) (pixel >> 8);
      rgb[at++] = (byte) pixel;
    }
    return rgb;
  }
}
