package io.nightjar.pipeline.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class WorkerPlacesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private final WorkerPlaces places = new WorkerPlaces(1);
  private final Queue<String> order = new ConcurrentLinkedQueue<>();
  private final CountDownLatch let = new CountDownLatch(1);

  @AfterEach
  void close() {
    places.close();
  }

  @Test
  void beginInTheOrderInWhichTheyWereTaken() {
    for (int n = 0; n < 50; n++) {
      String name = Integer.toString(n);
      places.take(place -> order.add(name));
    }

    await().atMost(PATIENCE).until(() -> places.held() == 0);

    assertThat(order)
        .containsExactlyElementsOf(
            java.util.stream.IntStream.range(0, 50).mapToObj(Integer::toString).toList());
  }

  @Test
  void areFullWithTwoRecordsForEachWorker() {
    places.take(place -> waitAt(let));
    assertThat(places.full()).isFalse();

    places.take(place -> {});

    assertThat(places.full()).isTrue();
    let.countDown();
    await().atMost(PATIENCE).until(() -> places.held() == 0);
  }

  @Test
  void areLeftToOthersByARecordThatWaits() {
    places.take(place -> leave(place, let));

    places.take(place -> order.add("other"));

    await().atMost(PATIENCE).until(() -> order.contains("other"));
    await().atMost(PATIENCE).until(() -> places.held() == 1);
    assertThat(places.full()).isFalse();
    let.countDown();
    await().atMost(PATIENCE).until(() -> order.contains("back"));
  }

  @Test
  void areFullWithSixteenRecordsThatWait() {
    for (int n = 0; n < 16; n++) {
      await().atMost(PATIENCE).until(() -> !places.full()); // once those before have begun to wait
      places.take(place -> leave(place, let));
    }

    await().atMost(PATIENCE).until(places::full);

    let.countDown();
    await().atMost(PATIENCE).until(() -> order.size() == 16);
  }

  @Test
  void giveBackPermitsThatAnInterruptedRecordHadJustGot() throws InterruptedException {
    Semaphore permits = new Semaphore(0);
    AtomicBoolean interrupted = new AtomicBoolean();
    BlockingQueue<Thread> waiting = new LinkedBlockingQueue<>();
    places.take(
        place -> {
          waiting.add(Thread.currentThread());
          try {
            place.acquire(permits, 3);
          } catch (InterruptedException e) {
            interrupted.set(true);
          }
        });
    Thread record = waiting.take();
    await().atMost(PATIENCE).until(permits::hasQueuedThreads);
    places.take(place -> waitAt(let)); // takes the only worker, and keeps it
    await().atMost(PATIENCE).until(() -> order.contains("at the latch"));
    permits.release(3);
    await().atMost(PATIENCE).until(() -> permits.availablePermits() == 0);

    record.interrupt();

    await().atMost(PATIENCE).until(interrupted::get);
    assertThat(permits.availablePermits()).isEqualTo(3);
    let.countDown();
  }

  private void leave(Place place, CountDownLatch until) {
    try {
      place.leaveFor(until::await);
      order.add("back");
    } catch (InterruptedException e) {
      order.add("interrupted");
    }
  }

  private void waitAt(CountDownLatch latch) {
    order.add("at the latch");
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
