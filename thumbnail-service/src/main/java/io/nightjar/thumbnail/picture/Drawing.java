package io.nightjar.thumbnail.picture;

import io.nightjar.imaging.Palette;
import io.nightjar.thumbnail.frames.FrameSource;
import io.nightjar.thumbnail.frames.FramesUnreadableException;
import io.nightjar.thumbnail.seen.Seen;
import io.nightjar.thumbnail.subject.FrameQuality;
import io.nightjar.thumbnail.subject.Subject;
import io.nightjar.thumbnail.subject.SubjectChoice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Draws what a recording shows, with the few frames that are worth being looked at. */
final class Drawing {
  private final Seen seen;
  private final FrameSource frames;
  private final Palette palette;

  Drawing(Seen seen, FrameSource frames, Palette palette) {
    this.seen = seen;
    this.frames = frames;
    this.palette = palette;
  }

  /**
   * Draws a recording that has a frame to show.
   *
   * @param most tracks that have pictures of their own
   */
  ThumbnailOutcome.Pictures draw(int most) throws IOException, FramesUnreadableException {
    SubjectChoice.Chosen chosen = SubjectChoice.tracks(seen, most);
    List<Shot.Drawn> tracks =
        drawn(chosen.candidates().stream().map(moments -> new Shot(moments, palette)).toList());
    Optional<Shot.Drawn> heaviest =
        tracks.stream().filter(track -> SubjectChoice.isSubject(track.subject())).findFirst();
    Shot.Drawn main = heaviest.isPresent() ? heaviest.get() : wholeFrame();
    List<Thumbnail> thumbnails = new ArrayList<>(main.pictures().ofRecording());
    List<Subject> subjects = new ArrayList<>();
    if (chosen.animals()) {
      for (Shot.Drawn track : tracks) {
        subjects.add(track.subject());
        thumbnails.addAll(track.pictures().ofTrack(track.subject().track().orElseThrow()));
      }
    }
    return new ThumbnailOutcome.Pictures(main.subject(), subjects, thumbnails);
  }

  /** Those of the shots that showed something, in one go through the recording. */
  private List<Shot.Drawn> drawn(List<Shot> shots) throws IOException, FramesUnreadableException {
    TreeSet<Integer> numbers = new TreeSet<>();
    shots.forEach(shot -> shot.moments().forEach(moment -> numbers.add(moment.spot().frame())));
    if (!numbers.isEmpty()) {
      frames.read(numbers, frame -> shots.forEach(shot -> shot.look(frame)));
    }
    return shots.stream().flatMap(shot -> shot.drawn().stream()).toList();
  }

  /** The first of the best whole frames that shows a scene; the best one, if none does. */
  private Shot.Drawn wholeFrame() throws IOException, FramesUnreadableException {
    List<Shot.Drawn> tried = new ArrayList<>();
    for (int number : SubjectChoice.stillFrames(seen)) {
      Subject subject = SubjectChoice.whole(seen, number);
      Optional<Shot.Drawn> good = drawn(subject, tried);
      if (good.isPresent()) {
        return good.get();
      }
    }
    return tried.getFirst();
  }

  private Optional<Shot.Drawn> drawn(Subject subject, List<Shot.Drawn> tried)
      throws IOException, FramesUnreadableException {
    List<Shot.Drawn> good = new ArrayList<>();
    frames.read(
        new TreeSet<>(List.of(subject.frame())),
        frame -> {
          Shot.Drawn drawn = new Shot.Drawn(subject, Shot.draw(frame, subject, palette));
          tried.add(drawn);
          if (FrameQuality.showsScene(frame)) {
            good.add(drawn);
          }
        });
    return good.stream().findFirst();
  }
}
