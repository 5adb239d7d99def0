package io.nightjar.pipeline.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.ProbedStore;
import io.nightjar.pipeline.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("process")
@ExtendWith(BrokerAndStore.class)
@Timeout(120)
class EntryRemovalsTest {
  /** No test is as long. */
  private static final Duration NEVER = Duration.ofHours(1);

  private static final int TOGETHER = 1_000;

  private final Sandbox sandbox;
  private final List<String> removals = new CopyOnWriteArrayList<>();
  private final ObjectStore store;

  EntryRemovalsTest(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.store =
        new ProbedStore(
            sandbox.store(), ProbedStore.Probe.NONE, (operation, key) -> removals.add(operation));
  }

  @Test
  void removesAllOfAMomentWithOneRequest() throws StoreException {
    for (int n = 0; n < 3; n++) {
      sandbox.store().put(ObjectKeys.OUTBOX + n + ".json", "{}".getBytes(UTF_8), "text/plain");
    }

    try (EntryRemovals entries = new EntryRemovals(store, NEVER)) {
      for (int n = 0; n < 3; n++) {
        entries.add(ObjectKeys.OUTBOX + n + ".json");
      }
      assertThat(removals).isEmpty();
    }

    assertThat(removals).containsExactly("deleteAll");
    assertThat(sandbox.keys(ObjectKeys.OUTBOX)).isEmpty();
  }

  @Test
  void removesByItselfWhenTheMomentHasPassed() {
    try (EntryRemovals entries = new EntryRemovals(store, Duration.ofMillis(1))) {
      entries.add(ObjectKeys.OUTBOX + "first.json");

      await().atMost(Duration.ofSeconds(60)).until(() -> removals.equals(List.of("deleteAll")));

      entries.add(ObjectKeys.OUTBOX + "second.json");
      await().atMost(Duration.ofSeconds(60)).until(() -> removals.size() == 2);
    }
  }

  @Test
  void holdsNoMoreThanGoTogether() {
    try (EntryRemovals entries = new EntryRemovals(store, NEVER)) {
      for (int n = 0; n < TOGETHER; n++) {
        entries.add(ObjectKeys.OUTBOX + n + ".json");
      }
      assertThat(removals).containsExactly("deleteAll");
    }
    assertThat(removals).containsExactly("deleteAll");
  }

  /** The relay removes it, after it has published again. */
  @Test
  void leavesAnEntryWhereItIsIfTheStoreFails() throws StoreException {
    sandbox.store().put(ObjectKeys.OUTBOX + "kept.json", "{}".getBytes(UTF_8), "text/plain");
    ObjectStore failing =
        new ProbedStore(
            store,
            (operation, key) -> {
              throw new StoreException("down");
            },
            ProbedStore.Probe.NONE);

    try (EntryRemovals entries = new EntryRemovals(failing, NEVER)) {
      entries.add(ObjectKeys.OUTBOX + "kept.json");
    }

    assertThat(sandbox.keys(ObjectKeys.OUTBOX)).containsExactly(ObjectKeys.OUTBOX + "kept.json");
    sandbox.store().delete(ObjectKeys.OUTBOX + "kept.json");
  }
}
