package io.nightjar.ingest.view;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Questions to the store that need not wait for one another. */
final class InParallel {
  /** A page's questions take turns, so that one reader takes no other's connections. */
  private static final int AT_ONCE = 8;

  private InParallel() {}

  /** A question to the store. */
  @FunctionalInterface
  interface Question<A, B> {
    B ask(A about) throws IOException;
  }

  /** The answers in the order of the questions; what one of them throws is thrown. */
  static <A, B> List<B> map(List<A> all, Question<A, B> question)
      throws IOException, InterruptedException {
    Semaphore turns = new Semaphore(AT_ONCE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<B>> asked = new ArrayList<>();
      for (A one : all) {
        asked.add(threads.submit(() -> inTurn(turns, one, question)));
      }
      List<B> answers = new ArrayList<>();
      for (Future<B> answer : asked) {
        answers.add(answer.get());
      }
      return answers;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException fault) {
        throw fault;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static <A, B> B inTurn(Semaphore turns, A about, Question<A, B> question)
      throws IOException, InterruptedException {
    turns.acquire();
    try {
      return question.ask(about);
    } finally {
      turns.release();
    }
  }
}
