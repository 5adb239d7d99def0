package io.nightjar.ingest.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DecodingPlacesTest {
  private static final long HEAP = 1 << 20;

  private final DecodingPlaces places = new DecodingPlaces(2, HEAP, Duration.ofMillis(1));

  @Test
  void whoNeedsMoreHeapThanThereIsGetsAllOfIt() throws InterruptedException {
    try (DecodingPlaces.Place large = places.enter();
        DecodingPlaces.Place small = places.enter()) {
      large.reserve(100 * HEAP);

      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> small.reserve(1))
          .satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.OVERLOADED));
    }
  }

  @Test
  void heapIsGivenBackWithItsPlaceAndOnce() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      try (DecodingPlaces.Place place = places.enter()) {
        place.reserve(HEAP - 1);
        place.reserve(HEAP - 1);
      }
    }

    assertThat(places.taken()).isZero();
  }

  @Test
  void thereIsNoPlaceBeyondTheLast() throws InterruptedException {
    try (DecodingPlaces.Place one = places.enter();
        DecodingPlaces.Place two = places.enter()) {
      one.reserve(1);
      two.reserve(1);

      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(places::enter)
          .satisfies(problem -> assertThat(problem.problem().retryAfter()).isPresent());
    }
  }
}
