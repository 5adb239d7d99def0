package io.nightjar.pipeline.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingIdTest {
  /** RFC 9562, appendix A.6: Tuesday, February 22, 2022 2:22:22.00 PM GMT-05:00. */
  private static final String VECTOR = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";

  private static final Instant VECTOR_TIME = Instant.parse("2022-02-22T19:22:22Z");

  @Test
  void readsTheVectorOfTheStandard() {
    RecordingId id = RecordingId.parse(VECTOR).orElseThrow();

    assertThat(id.givenAt()).isEqualTo(VECTOR_TIME);
    assertThat(id).hasToString(VECTOR);
  }

  @Test
  void putsTheTimeWhereTheStandardPutsIt() {
    UUID id = RecordingId.next(InstantSource.fixed(VECTOR_TIME)).value();

    assertThat(id.toString()).startsWith("017f22e2-79b0-7");
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
  }

  @Test
  void sortsByTheTimeAtWhichIdsWereGiven() {
    Instant later = VECTOR_TIME.plusMillis(1);
    for (int i = 0; i < 1000; i++) {
      assertThat(RecordingId.next(InstantSource.fixed(VECTOR_TIME)).toString())
          .isLessThan(RecordingId.next(InstantSource.fixed(later)).toString());
    }
  }

  @Test
  void givesNoIdTwiceInOneMillisecond() {
    Set<RecordingId> ids = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      ids.add(RecordingId.next(InstantSource.fixed(VECTOR_TIME)));
    }
    assertThat(ids).hasSize(10_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1-1-7000-8000-1",
        "017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
        "919108f7-52d1-4320-9bac-f847db4148a8",
        "017f22e2-79b0-7cc3-18c4-dc0c0c07398f",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f ",
        "../../../../../../../../../../etc/hosts"
      })
  void takesNothingElseForAnId(String text) {
    assertThat(RecordingId.parse(text)).isEmpty();
  }
}
