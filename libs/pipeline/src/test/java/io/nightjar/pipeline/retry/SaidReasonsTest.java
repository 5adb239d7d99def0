package io.nightjar.pipeline.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SaidReasonsTest {
  private final AtomicLong now = new AtomicLong();
  private final SaidReasons said = new SaidReasons(now::get);

  @Test
  void aReasonIsNewsOnceForAllWorks() {
    assertThat(said.isNews("store", "the connection is refused", 0)).isTrue();
    assertThat(said.isNews("store", "the connection is refused", 0)).isFalse();
    assertThat(said.isNews("store", "the connection is refused", 7)).isFalse();
  }

  @Test
  void anotherReasonIsNews() {
    assertThat(said.isNews("store", "the connection is refused", 0)).isTrue();
    assertThat(said.isNews("store", "no answer came in time", 1)).isTrue();
    assertThat(said.isNews("log", "the connection is refused", 1)).isTrue();
  }

  @Test
  void anOutageThatGoesOnIsNewsAgainAfterTenMinutes() {
    assertThat(said.isNews("store", "refused", 0)).isTrue();

    now.addAndGet(SaidReasons.STILL.toNanos() - 1);
    boolean justBefore = said.isNews("store", "refused", 40);
    now.addAndGet(1);
    boolean then = said.isNews("store", "refused", 41);

    assertThat(justBefore).isFalse();
    assertThat(then).isTrue();
  }

  @Test
  void theSameAfterASuccessIsNewsAfterAMinute() {
    assertThat(said.isNews("store", "refused", 0)).isTrue();

    now.addAndGet(SaidReasons.AGAIN.toNanos());

    assertThat(said.isNews("store", "refused", 0)).isTrue();
  }
}
