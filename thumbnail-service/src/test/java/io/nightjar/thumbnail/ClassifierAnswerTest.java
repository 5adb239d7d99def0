package io.nightjar.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.imaging.Size;
import io.nightjar.pipeline.event.TracksClassified;
import io.nightjar.pipeline.event.TracksClassified.Classifier;
import io.nightjar.pipeline.event.TracksClassified.Label;
import io.nightjar.pipeline.event.TracksClassified.LookedAt;
import io.nightjar.pipeline.event.TracksClassified.Position;
import io.nightjar.pipeline.event.TracksClassified.Track;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.thumbnail.seen.FrameFacts;
import io.nightjar.thumbnail.seen.Seen;
import io.nightjar.thumbnail.seen.SeenTrack;
import io.nightjar.thumbnail.seen.Spot;
import io.nightjar.thumbnail.seen.Verdict;
import io.nightjar.thumbnail.subject.Moment;
import io.nightjar.thumbnail.subject.Subject;
import io.nightjar.thumbnail.subject.SubjectChoice;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is shown of a recording once a classifier has answered. */
class ClassifierAnswerTest {
  private static final Optional<LookedAt> OUR_TRACKS =
      Optional.of(new LookedAt("thermal", "4-00000000", "tracks.json"));

  /** The large one is warm grass, the small one an animal. */
  private static final Seen SEEN =
      new Seen(
          new Size(160, 120),
          facts(),
          0.5,
          List.of(
              new SeenTrack(1, 0.9, true, List.of(new Spot(20, 60, 50, 40, 30, 90_000))),
              new SeenTrack(2, 0.6, true, List.of(new Spot(30, 20, 60, 5, 5, 900)))));

  @Test
  void anAnimalGoesBeforeAFalseTriggerThatIsMoreConspicuous() {
    Seen judged =
        apply(OUR_TRACKS, labelled(1, "False-Positive", 0.99), labelled(2, "hedgehog", 0.6));

    List<Subject> shown = shown(judged);

    assertThat(shown).extracting(subject -> subject.track().orElseThrow()).containsExactly(2, 1);
    assertThat(shown).extracting(SubjectChoice::isSubject).containsExactly(true, false);
    assertThat(shown.getFirst().verdict()).contains(new Verdict("hedgehog", 0.6, true));
    assertThat(shown.getFirst().region().width()).as("our box").isEqualTo(5);
  }

  @Test
  void aSureAnimalGoesBeforeAnUnsureOne() {
    Seen judged = apply(OUR_TRACKS, labelled(1, "cat", 0.49), labelled(2, "rat", 0.5));

    assertThat(shown(judged).getFirst().verdict().orElseThrow().label()).isEqualTo("rat");
  }

  @Test
  void ofSeveralLabelsTheSurestCounts() {
    Track torn =
        new Track(
            2,
            List.of(),
            List.of(new Label("cat", 0.2), new Label("none", 0.5), new Label("rat", 0.5)));

    Seen judged = apply(OUR_TRACKS, torn);

    assertThat(shown(judged)).extracting(SubjectChoice::isSubject).containsExactly(false);
  }

  @Test
  void anAnswerWithoutTracksSaysThatThereIsNothing() {
    Seen judged = apply(OUR_TRACKS);

    assertThat(shown(judged)).isEmpty();
    assertThat(SubjectChoice.whole(judged, 7).reason().code()).isEqualTo("no-animal");
  }

  @Test
  void aClassifiersOwnTracksAreShownWhereItSaysThatTheyAre() {
    Track own =
        new Track(
            1,
            List.of(new Position(0, 1, 1, 9, 9), new Position(40, 70, 50, 12, 8)),
            List.of(new Label("possum", 0.8)));

    Seen judged = apply(Optional.of(new LookedAt("thermal", "4-00000000", "frames.npy")), own);

    Subject shown = shown(judged).getFirst();
    assertThat(shown.frame()).as("frame 0 is a background frame").isEqualTo(40);
    assertThat(shown.region().x()).isEqualTo(70);
    assertThat(shown.score()).isEqualTo(0.8);
  }

  @Test
  void positionsThatTheRecordingDoesNotHaveAreLeftOut() {
    Track beyond =
        new Track(
            1,
            List.of(new Position(49, 150, 100, 20, 10), new Position(50, 1, 1, 9, 9)),
            List.of(new Label("possum", 0.8)));

    assertThat(shown(apply(Optional.empty(), beyond))).isEmpty();
  }

  private static List<Subject> shown(Seen judged) {
    return SubjectChoice.tracks(judged, 8).candidates().stream()
        .map(List::getFirst)
        .map(Moment::subject)
        .toList();
  }

  private static Seen apply(Optional<LookedAt> lookedAt, Track... tracks) {
    TracksClassified said =
        new TracksClassified(
            RecordingId.parse("019b0000-0000-7000-8000-000000000001").orElseThrow(),
            new Classifier("test", "1"),
            lookedAt,
            List.of(tracks));
    return new ClassifierAnswer(said, Set.of("false-positive", "none")).apply(SEEN);
  }

  private static Track labelled(int id, String label, double confidence) {
    return new Track(id, List.of(), List.of(new Label(label, confidence)));
  }

  private static FrameFacts facts() {
    FrameFacts facts = new FrameFacts();
    for (int frame = 0; frame < 50; frame++) {
      facts.add(2900, 3100, 3000, frame == 0, false);
    }
    return facts;
  }
}
