package io.nightjar.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Sandbox;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Through a proxy that counts what is asked of the store. */
@ExtendWith(BrokerAndStore.class)
@Tag("process")
class StoreProofTest {
  private static final InstantSource MORNING =
      InstantSource.fixed(Instant.parse("2026-03-01T00:00:00Z"));
  private static final InstantSource LAST_SECOND =
      InstantSource.fixed(Instant.parse("2026-03-01T23:59:59Z"));
  private static final InstantSource NEXT_DAY =
      InstantSource.fixed(Instant.parse("2026-03-02T00:00:00Z"));

  private final Sandbox sandbox;
  private final AtomicInteger requests = new AtomicInteger();

  StoreProofTest(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  @Test
  void standsForAllUntilTheDayEnds() throws Exception {
    assertThat(requestsAfterAProof(MORNING, LAST_SECOND)).isEqualTo(1);
  }

  @Test
  void isMadeAgainOnTheNextDay() throws Exception {
    assertThat(requestsAfterAProof(LAST_SECOND, NEXT_DAY)).isGreaterThan(20);
  }

  /**
   * What is asked of a store that has shown at one time what it can do, and is to show it again.
   */
  private int requestsAfterAProof(InstantSource first, InstantSource second) throws IOException {
    try (BentStore counting = counting();
        ObjectStore store = sandbox.storeAt(counting.endpoint())) {
      StoreProof.require(store, first);
      requests.set(0);
      StoreProof.require(store, second);
      return requests.get();
    }
  }

  @Test
  void doesNotStandForAnotherAddressOfTheSameBucket() throws Exception {
    StoreProof.require(sandbox.store(), MORNING);

    try (BentStore counting = counting();
        ObjectStore store = sandbox.storeAt(counting.endpoint())) {
      StoreProof.require(store, MORNING);

      assertThat(requests).hasValueGreaterThan(20);
    }
  }

  @Test
  void isNotKeptOfAStoreThatFails() throws Exception {
    BentStore.Bend ignorant =
        (asked, store, whole) -> {
          requests.incrementAndGet();
          return asked.has("if-none-match")
              ? BentStore.Answered.error(501, "NotImplemented")
              : store.answer();
        };
    try (BentStore bent = new BentStore(sandbox.storeSettings().endpoint(), ignorant);
        ObjectStore store = sandbox.storeAt(bent.endpoint())) {
      assertThatExceptionOfType(StoreContractException.class)
          .isThrownBy(() -> StoreProof.require(store, MORNING));
      requests.set(0);

      assertThatExceptionOfType(StoreContractException.class)
          .isThrownBy(() -> StoreProof.require(store, MORNING));

      assertThat(requests).hasValueGreaterThan(20);
    }
  }

  private BentStore counting() throws IOException {
    return new BentStore(
        sandbox.storeSettings().endpoint(),
        (asked, store, whole) -> {
          requests.incrementAndGet();
          return store.answer();
        });
  }
}
