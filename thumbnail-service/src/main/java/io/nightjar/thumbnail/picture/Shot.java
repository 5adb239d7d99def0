package io.nightjar.thumbnail.picture;

import io.nightjar.cptv.Frame;
import io.nightjar.imaging.GreyPicture;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.Size;
import io.nightjar.thumbnail.subject.FrameQuality;
import io.nightjar.thumbnail.subject.Moment;
import io.nightjar.thumbnail.subject.Subject;
import java.util.List;
import java.util.Optional;

/**
 * The pictures of one track: its frames come by once, and the best is kept to be drawn. Not
 * thread-safe.
 */
final class Shot {
  private final List<Moment> moments;
  private final Palette palette;
  private Optional<Moment> shown = Optional.empty();
  private double best;

  /** A copy of the frame that is shown: to draw each better one as it came by cost more. */
  private short[] pixels = {};

  private Size size = new Size(1, 1);

  /** A track's moments, of which one is to be shown. */
  Shot(List<Moment> moments, Palette palette) {
    this.moments = moments;
    this.palette = palette;
  }

  /** The moments that it may show. */
  List<Moment> moments() {
    return moments;
  }

  /** A subject with its pictures. */
  record Drawn(Subject subject, SubjectPictures pictures) {}

  /** Looks at a frame in which the track may be; one that shows no scene is passed over. */
  void look(Frame frame) {
    for (Moment moment : moments) {
      if (moment.spot().frame() == frame.number() && FrameQuality.showsScene(frame)) {
        consider(moment, frame);
      }
    }
  }

  private void consider(Moment moment, Frame frame) {
    double sharpness = FrameQuality.sharpness(frame, moment.spot().region());
    double value = moment.score() * (1 + sharpness);
    if (shown.isEmpty() || value > best) {
      best = value;
      shown = Optional.of(moment);
      size = new Size(frame.width(), frame.height());
      if (pixels.length != frame.pixels().length) {
        pixels = new short[frame.pixels().length];
      }
      System.arraycopy(frame.pixels(), 0, pixels, 0, pixels.length);
    }
  }

  /** Draws a frame. */
  static SubjectPictures draw(Frame frame, Subject subject, Palette palette) {
    Size size = new Size(frame.width(), frame.height());
    return SubjectPictures.of(new GreyPicture(size, frame.pixels()), subject, palette);
  }

  /** The best that was seen, drawn; empty if no frame showed a scene. */
  Optional<Drawn> drawn() {
    return shown.map(
        moment -> {
          GreyPicture frame = new GreyPicture(size, pixels);
          return new Drawn(moment.subject(), SubjectPictures.of(frame, moment.subject(), palette));
        });
  }
}
