package io.nightjar.pipeline.event;

import io.nightjar.pipeline.identity.RecordingId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A classifier says what it takes the tracks in a thermal recording for. Whose recording it is does
 * not stand here: a reader knows that better than whoever answers. What a constructor refuses, it
 * refuses with the rule in its message.
 *
 * @param recordingId the recording
 * @param classifier who says it
 * @param lookedAt what it looked at; if that is an artefact with tracks, the ids are theirs
 * @param tracks at most {@value #MOST_TRACKS}, each id once; none, if nothing was found
 */
public record TracksClassified(
    RecordingId recordingId, Classifier classifier, Optional<LookedAt> lookedAt, List<Track> tracks)
    implements EventContent {

  /** The most tracks, so that each has room in an event for where it began and where it ended. */
  public static final int MOST_TRACKS = 50;

  /** The most labels of a track. */
  public static final int MOST_LABELS = 10;

  /** The most positions of a track; others between them can be left out. */
  public static final int MOST_POSITIONS = 300;

  private static final int LONGEST_SIDE = 65_535;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");
  private static final Pattern LABEL = Pattern.compile("\\S(.{0,62}\\S)?");

  public TracksClassified {
    tracks = List.copyOf(tracks);
    require(tracks.size() <= MOST_TRACKS, "at most " + MOST_TRACKS + " tracks");
    Set<Integer> ids = new HashSet<>();
    for (Track track : tracks) {
      require(ids.add(track.id()), "the id " + track.id() + " stands for two tracks");
      require(
          !track.positions().isEmpty() || lookedAt.isPresent(),
          "track " + track.id() + " has no positions, and lookedAt does not say whose id that is");
    }
  }

  @Override
  public String subject() {
    return recordingId().toString();
  }

  /**
   * A classifier. Another version of one may say something else of the same recording, and both
   * stand; the same version says it again instead of what it said before.
   *
   * @param name 1…64 letters, digits and {@code . _ + -}, beginning with one of the first two
   * @param version the same
   */
  public record Classifier(String name, String version) {
    public Classifier {
      require(NAME.matcher(name).matches(), "a classifier's name is " + NAME.pattern());
      require(NAME.matcher(version).matches(), "a classifier's version is " + NAME.pattern());
    }
  }

  /**
   * What a classifier looked at.
   *
   * @param stage that made it
   * @param version of the stage
   * @param name of the artefact, such as {@code tracks.json}, or {@code frames.npy}
   */
  public record LookedAt(String stage, String version, String name) {
    public LookedAt {
      require(NAME.matcher(stage).matches(), "lookedAt.stage is " + NAME.pattern());
      require(NAME.matcher(version).matches(), "lookedAt.version is " + NAME.pattern());
      require(NAME.matcher(name).matches(), "lookedAt.name is " + NAME.pattern());
    }
  }

  /**
   * Something that moves.
   *
   * @param id from 1
   * @param positions where it was, by ascending frame number; between two of them it moves evenly.
   *     May be empty if the id says it
   * @param labels what it may be, each once, at least one
   */
  public record Track(int id, List<Position> positions, List<Label> labels) {
    public Track {
      positions = List.copyOf(positions);
      labels = List.copyOf(labels);
      require(id >= 1, "a track's id is at least 1");
      require(positions.size() <= MOST_POSITIONS, "at most " + MOST_POSITIONS + " positions");
      for (int i = 1; i < positions.size(); i++) {
        require(
            positions.get(i - 1).frame() < positions.get(i).frame(),
            "the positions of track " + id + " are not by ascending frame number");
      }
      require(
          !labels.isEmpty() && labels.size() <= MOST_LABELS,
          "track " + id + " must have 1…" + MOST_LABELS + " labels");
      require(
          labels.stream().map(Label::label).distinct().count() == labels.size(),
          "track " + id + " has a label twice");
    }

    /** The label that the classifier is surest of; of equal ones the first. */
    public Label best() {
      Label best = labels.getFirst();
      for (Label label : labels) {
        best = label.confidence() > best.confidence() ? label : best;
      }
      return best;
    }
  }

  /**
   * Where something was: a box in pixels of the frame, from the top left.
   *
   * @param frame its number, from 0, background frames counted
   * @param x the first column
   * @param y the first row
   * @param width columns, at least 1
   * @param height rows, at least 1
   */
  public record Position(int frame, int x, int y, int width, int height) {
    public Position {
      require(frame >= 0, "a frame's number is at least 0");
      require(
          x >= 0 && y >= 0 && width >= 1 && height >= 1, "a box lies within its frame: " + frame);
      require(
          (long) x + width <= LONGEST_SIDE && (long) y + height <= LONGEST_SIDE,
          "a box lies within its frame: " + frame);
    }
  }

  /**
   * What something may be.
   *
   * @param label in the classifier's words, 1…64 characters, no space at either end
   * @param confidence 0…1; those of a track need not add up to 1
   */
  public record Label(String label, double confidence) {
    public Label {
      require(LABEL.matcher(label).matches(), "a label has 1…64 characters: " + label);
      require(confidence >= 0 && confidence <= 1, "a confidence is 0…1: " + confidence);
    }
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
