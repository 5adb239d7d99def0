package io.nightjar.pipeline.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OffsetTrackerTest {

  @ParameterizedTest(name = "taken {0}, finished {1}: commit {2}")
  @CsvSource({
    "10,          '',          10",
    "10,          10,          11",
    "10 11 12,    12,          10",
    "10 11 12,    10,          11",
    "10 11 12,    11 10,       12",
    "10 11 12,    12 11,       10",
    "10 11 12,    12 11 10,    13",
    "10 17 40,    10,          17",
    "10 17 40,    10 17 40,    41",
  })
  void commitsTheFirstRecordThatIsNotFinished(String taken, String finished, long expected) {
    OffsetTracker tracker = new OffsetTracker(10);
    offsets(taken).forEach(tracker::taken);

    for (long offset : offsets(finished)) {
      tracker.begin(offset);
      tracker.finished(offset);
    }

    assertThat(tracker.committable()).isEqualTo(expected);
    assertThat(tracker.moved()).isEqualTo(expected != 10);
  }

  @Test
  void hasNothingToCommitAfterACommitUntilMoreIsFinished() {
    OffsetTracker tracker = new OffsetTracker(5);
    tracker.taken(5);
    tracker.begin(5);
    tracker.finished(5);

    tracker.committed(6);
    assertThat(tracker.moved()).isFalse();

    tracker.taken(6);
    assertThat(tracker.moved()).isFalse();
    tracker.begin(6);
    tracker.finished(6);
    assertThat(tracker.moved()).isTrue();
  }

  @Test
  void neverCommitsARecordThatWasGivenUp() {
    OffsetTracker tracker = new OffsetTracker(5);
    tracker.taken(5);
    tracker.taken(6);
    tracker.begin(5);
    tracker.ended();
    tracker.begin(6);
    tracker.finished(6);

    assertThat(tracker.committable()).isEqualTo(5);
  }

  @Test
  void letsNoWorkBeginAfterItsPartitionWasGivenAway() throws InterruptedException {
    OffsetTracker tracker = new OffsetTracker(5);
    tracker.taken(5);

    tracker.revoke();

    assertThat(tracker.begin(5)).isFalse();
    assertThat(tracker.awaitIdle(System.nanoTime())).isTrue();
    assertThat(tracker.committable()).isEqualTo(5);
  }

  @Test
  void waitsAfterItWasGivenAwayForARecordThatALaterOneHasOvertaken() throws InterruptedException {
    OffsetTracker tracker = new OffsetTracker(5);
    tracker.taken(5);
    tracker.taken(6);
    tracker.taken(7);
    tracker.begin(6);
    tracker.finished(6);

    tracker.revoke();

    assertThat(tracker.awaitIdle(System.nanoTime())).isFalse();
    assertThat(tracker.begin(7)).isFalse();
    assertThat(tracker.begin(5)).isTrue();
    tracker.finished(5);
    assertThat(tracker.awaitIdle(System.nanoTime())).isTrue();
    assertThat(tracker.committable()).isEqualTo(7);
  }

  @Test
  void letsNotEvenAnOvertakenRecordBeginOnceItIsGivenUp() throws InterruptedException {
    OffsetTracker tracker = new OffsetTracker(5);
    tracker.taken(5);
    tracker.taken(6);
    tracker.begin(6);
    tracker.finished(6);

    tracker.giveUp();

    assertThat(tracker.begin(5)).isFalse();
    assertThat(tracker.awaitIdle(System.nanoTime())).isTrue();
  }

  @Test
  void tellsThatWorkStillRunsAtTheDeadlineAndCanInterruptIt() throws InterruptedException {
    OffsetTracker tracker = new OffsetTracker(5);
    tracker.taken(5);
    assertThat(tracker.begin(5)).isTrue();

    assertThat(tracker.awaitIdle(System.nanoTime())).isFalse();
    tracker.giveUp();

    assertThat(Thread.interrupted()).isTrue();
    tracker.ended();
    assertThat(tracker.awaitIdle(System.nanoTime())).isTrue();
  }

  private static List<Long> offsets(String text) {
    return text.isBlank()
        ? List.of()
        : java.util.Arrays.stream(text.split(" ")).map(Long::valueOf).toList();
  }
}
