package io.nightjar.audio.spectrogram;

import io.nightjar.imaging.RgbPicture;
import io.nightjar.media.PictureEncoder;
import io.nightjar.media.PictureEncoder.Effort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a picture so that it is small beside the recording that it shows: as finely as is of use
 * to the eye, or, where that is too large, as coarsely as it takes.
 */
final class PictureFile {

  /** Finer, noise is kept that says nothing. */
  private static final int FINEST = 56;

  /** So much thorough work makes of the same quality. */
  private static final int FINEST_THOROUGH = 60;

  /** Bytes for each unit of {@link PictureDetail}, by experience: 1.9 to 3.4. */
  private static final double BYTES_PER_DETAIL = 2.6;

  /** The same of thorough work: 1.4 to 2.9. */
  private static final double BYTES_PER_DETAIL_THOROUGH = 2.0;

  /** Of what is allowed, so much is aimed at. */
  private static final double AIM = 0.97;

  /** A picture that takes less of what is allowed could be so much finer that it is tried. */
  private static final double WASTE = 0.8;

  /** A picture of the shortest recording may take this much. */
  private static final long ALWAYS_FITS = 24 * 1024;

  /** So much of a recording's size, one part in this many, may its picture take. */
  private static final int SHARE = 8;

  private final PictureEncoder encoder;

  PictureFile(PictureEncoder encoder) {
    this.encoder = encoder;
  }

  /**
   * While a picture is written, three bytes a pixel, and half as many as the encoder takes them.
   */
  static long heapBytes(long pixels) {
    return 3 * pixels + (3 * pixels + 1) / 2;
  }

  /**
   * Writes WebP.
   *
   * @param recordingBytes the size of the recording
   */
  void write(RgbPicture picture, long recordingBytes, Path webp) throws IOException {
    byte[] rgb = bytes(picture);
    long most = Math.max(ALWAYS_FITS, recordingBytes / SHARE);
    boolean small = most == ALWAYS_FITS;
    Effort effort = small ? Effort.THOROUGH : Effort.QUICK;
    int best = small ? FINEST_THOROUGH : FINEST;
    PictureDetail detail = PictureDetail.of(picture);
    int quality = finest(detail, small ? BYTES_PER_DETAIL_THOROUGH : BYTES_PER_DETAIL, most, best);
    for (int tries = 1; ; tries++) {
      encoder.encodeWebp(
          picture.size().width(), picture.size().height(), rgb, quality, effort, webp);
      long size = Files.size(webp);
      int next = finest(detail, size / detail.amount(quality), most, best);
      if (size > most && quality > 0) {
        quality = Math.min(next, quality - 1);
      } else if (tries == 1 && size < WASTE * most && next > quality) {
        quality = next;
      } else {
        return;
      }
    }
  }

  /** The finest quality, none above {@code best}, at which the file should not be too large. */
  private static int finest(PictureDetail detail, double bytesPerDetail, long most, int best) {
    int quality = best;
    while (quality > 0 && detail.amount(quality) * bytesPerDetail > AIM * most) {
      quality--;
    }
    return quality;
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
