package io.nightjar.local.terminal;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Turns Ctrl-C, and the other signals that end a JVM, into an interrupt of the work at hand. */
public final class OrderlyEnd {
  private OrderlyEnd() {}

  /** Forgets an interrupt, which ended the work but must not cut short the cleaning up after it. */
  public static void beginCleaning() {
    Thread.interrupted();
  }

  /**
   * Does some work. A signal interrupts it, and the JVM ends only once the work has put its things
   * in order and returned or thrown.
   */
  public static <T> T of(Callable<T> work) throws Exception {
    Thread worker = Thread.currentThread();
    var over = new CountDownLatch(1);
    var hook =
        new Thread(
            () -> {
              worker.interrupt();
              try {
                over.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "orderly-end");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.call();
    } finally {
      over.countDown();
    }
  }
}
