package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.fault.Fault;
import io.nightjar.pipeline.store.StoreException;

/** Where the attempts at a work stand; each state offers only what may follow. */
sealed interface Attempt {

  /**
   * An attempt may be made: its mark stands, and would outlive this process.
   *
   * @param number 1 for the first
   * @param owner tells its mark from every other's
   * @param suspect whether a worker before has not survived this work
   */
  record Marked(AttemptLog log, Work work, int number, String owner, boolean suspect)
      implements Attempt {

    /** The work has ended for good: nothing needs to be remembered. */
    void ended() throws StoreException {
      log.forget(work, number);
    }

    /** The attempt was given up in good order and does not count. */
    void withdrawn() throws StoreException {
      log.remove(work, number);
    }

    /** The machine failed in this attempt; the mark stays and says so. */
    AfterFailure failed(Fault.OfMachine fault) throws StoreException {
      log.noteFailure(work, number, fault);
      return number < AttemptLog.MOST_ATTEMPTS
          ? new Failed(number)
          : new Exhausted(log, work, fault);
    }
  }

  /** What a failed attempt leads to. */
  sealed interface AfterFailure {}

  /**
   * It may be tried again.
   *
   * @param attempts how often it was tried
   */
  record Failed(int attempts) implements AfterFailure {}

  /** No attempt is left; the last one ended in the fault. */
  record Exhausted(AttemptLog log, Work work, Fault.OfMachine fault)
      implements Attempt, AfterFailure {

    /** The work was given up, and that is noted. */
    void givenUp() throws StoreException {
      log.forget(work);
    }
  }
}
