package io.nightjar.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SideTaskTest {

  @Test
  void givesWhatTheWorkCameTo() throws IOException {
    try (SideTask<String> task = SideTask.start("work", () -> "done")) {
      assertThat(task.result()).isEqualTo("done");
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {EOFException.class, IllegalStateException.class, AssertionError.class})
  void whatTheWorkThrowsPassesUnchanged(Class<? extends Throwable> kind) throws Exception {
    Throwable thrown = kind.getConstructor().newInstance();

    try (SideTask<String> task = SideTask.start("work", () -> fail(thrown))) {
      assertThatThrownBy(task::result).isSameAs(thrown);
    }
  }

  @Test
  void closingEndsTheWork() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    SideTask<String> task = SideTask.start("work", () -> waitForever(begun, ended));
    begun.await();

    task.close();

    assertThat(ended).isTrue();
  }

  @Test
  void anInterruptOfTheCallerIsKeptAndTold() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    SideTask<String> task = SideTask.start("work", () -> waitForever(begun, ended));
    begun.await();
    Thread.currentThread().interrupt();

    assertThatThrownBy(task::result).isInstanceOf(InterruptedIOException.class);
    task.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(ended).isTrue();
  }

  private static String waitForever(CountDownLatch begun, AtomicBoolean ended)
      throws InterruptedException {
    begun.countDown();
    try {
      new CountDownLatch(1).await();
      return "never";
    } finally {
      ended.set(true);
    }
  }

  private static String fail(Throwable thrown) throws Exception {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (Exception) thrown;
  }
}
