package io.nightjar.thumbnail.subject;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.imaging.Size;
import io.nightjar.thumbnail.seen.FrameFacts;
import io.nightjar.thumbnail.seen.Seen;
import io.nightjar.thumbnail.seen.SeenTrack;
import io.nightjar.thumbnail.seen.Spot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectChoiceTest {
  private static final Size SIZE = new Size(160, 120);
  private static final int FRAMES = 80;
  private static final int AFFECTED_FROM = 50;

  /**
   * Two moments far apart, the first of 10 × 10 pixels and 10,000 counts in the middle; and many
   * with more mass, but after a correction.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "more mass, 70, 50, 10, 10, 12000, true",
    "less contrast, 70, 50, 12, 12, 10000, false",
    "as good but later, 70, 50, 10, 10, 10000, false",
    "cut off by the left edge, 0, 50, 10, 10, 12000, false",
    "cut off by the lower edge, 70, 110, 10, 10, 12000, false",
    "far from whole, 70, 50, 4, 5, 10000, false",
    "merged with much else, 10, 5, 100, 90, 12000, false"
  })
  void theBetterMomentIsShown(
      String what, int x, int y, int width, int height, long mass, boolean better) {
    Spot usual = new Spot(5, 70, 50, 10, 10, 10_000);
    Spot other = new Spot(30, x, y, width, height, mass);
    List<Spot> spots = new ArrayList<>(List.of(usual, other));
    for (int frame = AFFECTED_FROM; frame < FRAMES; frame++) {
      spots.add(new Spot(frame, 70, 50, 10, 10, 20_000));
    }

    List<Moment> moments = chosen(new SeenTrack(1, 1, true, spots));

    assertThat(moments).as(what).extracting(Moment::spot).containsExactly(better ? other : usual);
  }

  @Test
  void framesSoonAfterACorrectionAreAvoided() {
    SeenTrack track =
        new SeenTrack(
            1,
            1,
            true,
            List.of(new Spot(5, 70, 50, 10, 10, 30_000), new Spot(30, 70, 50, 10, 10, 10_000)));

    Seen seen = new Seen(SIZE, facts(5, 3000, 2900), 0.5, List.of(track));
    List<Moment> moments = SubjectChoice.tracks(seen, 1).candidates().getFirst();

    assertThat(moments).extracting(moment -> moment.spot().frame()).containsExactly(30);
  }

  /** Zeros are impossible; of a torn frame parts are as cold as nothing in the scene. */
  @ParameterizedTest
  @CsvSource({"0", "2000"})
  void tornFramesAreAvoided(int minimum) {
    SeenTrack track =
        new SeenTrack(
            1,
            1,
            true,
            List.of(new Spot(5, 70, 50, 10, 10, 30_000), new Spot(30, 70, 50, 10, 10, 10_000)));

    Seen seen = new Seen(SIZE, facts(-1, 3000, minimum), 0.5, List.of(track));
    List<Moment> moments = SubjectChoice.tracks(seen, 1).candidates().getFirst();

    assertThat(moments).extracting(moment -> moment.spot().frame()).containsExactly(30);
  }

  @Test
  void momentsNearbyThatAreNearlyAsGoodAreLookedAt() {
    SeenTrack track =
        new SeenTrack(
            1,
            1,
            true,
            List.of(
                new Spot(9, 4, 50, 10, 10, 10_000), // too far
                new Spot(10, 4, 50, 10, 10, 10_000),
                new Spot(13, 70, 50, 10, 10, 5_000), // too faint
                new Spot(14, 70, 50, 10, 10, 10_000),
                new Spot(18, 4, 50, 10, 10, 10_000),
                new Spot(19, 4, 50, 10, 10, 10_000))); // too far

    assertThat(chosen(track))
        .extracting(moment -> moment.spot().frame())
        .containsExactly(10, 14, 18);
  }

  @Test
  void theMostConspicuousTracksAreShownFirstAndOfEqualOnesTheFirst() {
    Seen seen =
        seen(
            track(1, 0.6, true, 10_000),
            track(2, 1, true, 10_000),
            track(3, 1, true, 20_000),
            track(4, 1, true, 10_000),
            track(5, 1, false, 90_000),
            track(6, 0.49, true, 90_000));

    SubjectChoice.Chosen all = SubjectChoice.tracks(seen, 9);
    SubjectChoice.Chosen three = SubjectChoice.tracks(seen, 3);

    assertThat(all.animals()).isTrue();
    assertThat(ids(all)).containsExactly(3, 2, 4, 5, 1);
    assertThat(ids(three)).containsExactly(3, 2, 4);
  }

  @Test
  void aFaintTrackIsShownWhereHardlyAnythingElseStirs() {
    SubjectChoice.Chosen faint =
        SubjectChoice.tracks(
            seen(track(1, 0.2, true, 500), track(2, 0.1, true, 900), track(3, 0.4, false, 900)), 4);

    assertThat(faint.animals()).isFalse();
    assertThat(ids(faint)).containsExactly(1);
  }

  @Test
  void noneIsShownThatIsFainterOrWhereMoreStirs() {
    Seen fainter = seen(track(1, 0.19, true, 500));
    Seen grass =
        seen(
            track(1, 0.47, true, 500),
            track(2, 0.1, true, 900),
            track(3, 0.1, false, 900),
            track(4, 0.05, true, 900));

    assertThat(SubjectChoice.tracks(fainter, 4).candidates()).isEmpty();
    assertThat(SubjectChoice.tracks(grass, 4).candidates()).isEmpty();
  }

  @Test
  void theRunnerUpIsTheNextTrackOrTheSameOneASecondAway() {
    Spot best = new Spot(5, 70, 50, 10, 10, 30_000);
    SeenTrack one =
        new SeenTrack(
            1,
            1,
            true,
            List.of(
                best, new Spot(6, 70, 50, 10, 10, 29_000), new Spot(14, 70, 50, 10, 10, 20_000)));
    Subject shown = chosen(one).getFirst().subject();

    assertThat(SubjectChoice.runnerUp(seen(one), shown)).map(Subject::frame).contains(14);
    assertThat(SubjectChoice.runnerUp(seen(one, track(2, 1, true, 10)), shown))
        .map(subject -> subject.track().orElseThrow())
        .contains(2);
  }

  @Test
  void aWholeFrameIsSteadyUnaffectedAndWarm() {
    FrameFacts facts = new FrameFacts();
    facts.add(2900, 9000, 3000, true, false); // a background frame
    for (int frame = 1; frame < 20; frame++) {
      boolean warm = frame == 8 || frame == 9 || frame == 10;
      boolean affected = frame >= 14;
      int spark = frame == 4 ? 20_000 : 0; // for one frame alone
      facts.add(2900, spark + (warm ? 3400 : affected ? 3800 : 3100), 3000, false, affected);
    }

    List<Integer> still = SubjectChoice.stillFrames(new Seen(SIZE, facts, 0.5, List.of()));

    assertThat(still).startsWith(9).doesNotContain(0, 4).allMatch(frame -> frame < 14);
  }

  @Test
  void ofEqualFramesTheFirstIsShown() {
    assertThat(SubjectChoice.stillFrames(seen())).containsExactly(0, 1, 2);
  }

  private static List<Integer> ids(SubjectChoice.Chosen chosen) {
    return chosen.candidates().stream()
        .map(moments -> moments.getFirst().subject().track().orElseThrow())
        .toList();
  }

  private static List<Moment> chosen(SeenTrack track) {
    return SubjectChoice.tracks(seen(track), 1).candidates().getFirst();
  }

  private static SeenTrack track(int id, double score, boolean warm, long mass) {
    return new SeenTrack(id, score, warm, List.of(new Spot(id, 70, 50, 10, 10, mass)));
  }

  private static Seen seen(SeenTrack... tracks) {
    return new Seen(SIZE, facts(-1, 3000, 2900), 0.5, List.of(tracks));
  }

  /** Frames that are alike but for the fifth, and for a correction before the last ones. */
  private static FrameFacts facts(int affected, int mean, int minimumOfFifth) {
    FrameFacts facts = new FrameFacts();
    for (int frame = 0; frame < FRAMES; frame++) {
      facts.add(
          frame == 5 ? minimumOfFifth : 2900,
          3100,
          mean,
          false,
          frame == affected || frame >= AFFECTED_FROM);
    }
    return facts;
  }
}
