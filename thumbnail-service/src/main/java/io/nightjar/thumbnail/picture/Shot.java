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

  /** A copy of the frame that is shown, which is drawn once, when all have come by. */
  private GreyPicture frame = new GreyPicture(new Size(1, 1));

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

  private void consider(Moment moment, Frame candidate) {
    double sharpness = FrameQuality.sharpness(candidate, moment.spot().region());
    double value = moment.score() * (1 + sharpness);
    if (shown.isEmpty() || value > best) {
      best = value;
      shown = Optional.of(moment);
      keep(candidate);
    }
  }

  private void keep(Frame best) {
    Size size = new Size(best.width(), best.height());
    if (!frame.size().equals(size)) {
      frame = new GreyPicture(size);
    }
    System.arraycopy(best.pixels(), 0, frame.samples(), 0, best.pixels().length);
  }

  /** Draws a frame. */
  static SubjectPictures draw(Frame frame, Subject subject, Palette palette) {
    Size size = new Size(frame.width(), frame.height());
    return SubjectPictures.of(new GreyPicture(size, frame.pixels()), subject, palette);
  }

  /** The best that was seen, drawn; empty if no frame showed a scene. */
  Optional<Drawn> drawn() {
    return shown.map(
        moment ->
            new Drawn(moment.subject(), SubjectPictures.of(frame, moment.subject(), palette)));
  }
}
