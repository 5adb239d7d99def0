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
 * The pictures of one track: those of its best moment so far, drawn as its frames come by, so that
 * no frame has to be kept. Not thread-safe.
 */
final class Shot {
  private final List<Moment> moments;
  private final Palette palette;
  private Optional<Drawn> drawn = Optional.empty();
  private double best;

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
    if (drawn.isEmpty() || value > best) {
      best = value;
      drawn = Optional.of(new Drawn(moment.subject(), draw(frame, moment.subject(), palette)));
    }
  }

  /** Draws a frame. */
  static SubjectPictures draw(Frame frame, Subject subject, Palette palette) {
    Size size = new Size(frame.width(), frame.height());
    return SubjectPictures.of(new GreyPicture(size, frame.pixels()), subject, palette);
  }

  /** The best that was seen; empty if no frame showed a scene. */
  Optional<Drawn> drawn() {
    return drawn;
  }
}
