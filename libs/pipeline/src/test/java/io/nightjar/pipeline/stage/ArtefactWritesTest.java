package io.nightjar.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.pipeline.store.StoreException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ArtefactWritesTest {

  @Test
  void someGoOnAtOnceAndNoMore() throws Exception {
    CyclicBarrier together = new CyclicBarrier(ArtefactWrites.AT_ONCE);
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (ArtefactWrites writes = new ArtefactWrites()) {
      for (int n = 0; n < 3 * ArtefactWrites.AT_ONCE; n++) {
        writes.start(
            () -> {
              most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
              together.await(); // for ever, if fewer than these went on at once
              underWay.decrementAndGet();
              return "key";
            });
      }

      writes.finish();
    }

    assertThat(most).hasValue(ArtefactWrites.AT_ONCE);
    assertThat(underWay).hasValue(0);
  }

  @Test
  void whatOneThrowsIsThrownByTheEndAtTheLatest() throws Exception {
    try (ArtefactWrites writes = new ArtefactWrites()) {
      writes.start(() -> "stands");
      writes.start(
          () -> {
            throw new StoreException("full");
          });

      assertThatThrownBy(writes::finish).isInstanceOf(StoreException.class).hasMessage("full");
    }
  }

  /** Nothing is written behind the back of whoever tries again. */
  @Test
  void afterAFailureTheOthersAreWaitedFor() throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    Set<String> standing = ConcurrentHashMap.newKeySet();
    ArtefactWrites writes = new ArtefactWrites();
    writes.start(
        () -> {
          throw new StoreException("full");
        });
    writes.start(
        () -> {
          failed.await();
          standing.add("second");
          return "second";
        });
    assertThatThrownBy(writes::finish).isInstanceOf(StoreException.class);
    failed.countDown();

    writes.close();

    assertThat(standing).containsExactly("second");
  }
}
