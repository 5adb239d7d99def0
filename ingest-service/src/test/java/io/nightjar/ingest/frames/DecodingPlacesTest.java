package io.nightjar.ingest.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DecodingPlacesTest {
  private static final long HEAP = 1 << 20;

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final DecodingPlaces places = new DecodingPlaces(2, HEAP, Duration.ofMillis(1), meters);

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

  @Test
  void eachUseIsCountedByHowItEnded() throws Exception {
    places.use(_ -> {});
    assertThatThrownBy(() -> places.use(_ -> fail(new IOException("the reader has gone"))));
    assertThatThrownBy(() -> places.use(_ -> fail(new StoreException("the store is away"))));
    try (DecodingPlaces.Place one = places.enter();
        DecodingPlaces.Place two = places.enter()) {
      one.reserve(1);
      two.reserve(1);
      assertThatThrownBy(() -> places.use(_ -> {}));
    }

    assertThat(meters.find("nightjar.frames.duration").timers())
        .extracting(timer -> timer.getId().getTag("code") + " " + timer.count())
        .containsExactlyInAnyOrder("none 1", "cut 1", "unavailable 1", "overloaded 1");
  }

  private static void fail(IOException why) throws IOException {
    throw why;
  }
}
