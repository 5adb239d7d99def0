package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.fault.Fault;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts the attempts at a work in the store: a mark is set before the work and removed after it,
 * so a mark that is found was left by a process that died in between, or says how the attempt
 * failed.
 */
final class AttemptLog {
  /** How often a work may end its worker or fail on its machine. */
  static final int MOST_ATTEMPTS = 3;

  private static final String MEDIA_TYPE = "text/plain";
  private static final int LONGEST = 4096;
  private static final int LONGEST_DETAIL = 500;
  private static final Pattern FAILED =
      Pattern.compile("failed ([a-z0-9-]{1,64}): (.*)", Pattern.DOTALL);

  private final ObjectStore store;

  AttemptLog(ObjectStore store) {
    this.store = store;
  }

  /**
   * The first attempt that no mark stands for, with its mark set; or that none is left.
   *
   * @param owner the caller's token: a call that is repeated with it because the store's answer was
   *     lost finds its own mark again
   */
  Attempt next(Work work, String owner) throws StoreException {
    boolean suspect = false;
    Fault.OfMachine last = killed();
    for (int number = 1; number <= MOST_ATTEMPTS; number++) {
      Optional<String> foreign = set(work, number, owner);
      if (foreign.isEmpty()) {
        return new Attempt.Marked(this, work, number, owner, suspect);
      }
      Optional<Fault.OfMachine> failure = failure(foreign.get());
      suspect |= failure.isEmpty();
      last = failure.orElseGet(AttemptLog::killed);
    }
    return new Attempt.Exhausted(this, work, last);
  }

  /** Sets a mark; returns what another attempt's says if that stands there. */
  private Optional<String> set(Work work, int number, String owner) throws StoreException {
    String key = key(work, number);
    byte[] own = bytes(owner);
    if (store.putIfAbsent(key, own, MEDIA_TYPE)) {
      return Optional.empty();
    }
    byte[] found =
        store
            .find(key, LONGEST)
            .orElseThrow(() -> new StoreException(key + " was removed while it was looked at"));
    return Arrays.equals(found, own)
        ? Optional.empty()
        : Optional.of(new String(found, StandardCharsets.UTF_8));
  }

  void noteFailure(Work work, int number, Fault.OfMachine fault) throws StoreException {
    String detail = fault.detail();
    String brief = detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL));
    store.put(key(work, number), bytes("failed " + fault.code() + ": " + brief), MEDIA_TYPE);
  }

  void remove(Work work, int number) throws StoreException {
    store.delete(key(work, number));
  }

  /** Removes every mark of a work. */
  void forget(Work work) throws StoreException {
    forget(work, MOST_ATTEMPTS);
  }

  /** Removes the marks of a work up to one, the last one first. */
  void forget(Work work, int upTo) throws StoreException {
    for (int number = upTo; number > 0; number--) {
      remove(work, number);
    }
  }

  private static Optional<Fault.OfMachine> failure(String mark) {
    Matcher failed = FAILED.matcher(mark);
    return failed.matches()
        ? Optional.of(new Fault.OfMachine(failed.group(1), failed.group(2)))
        : Optional.empty();
  }

  private static Fault.OfMachine killed() {
    return new Fault.OfMachine(Fault.OfMachine.KILLED_WORKER, "its worker did not survive it");
  }

  private static String key(Work work, int number) {
    return ObjectKeys.attempt(
        work.version().stage(), work.version().version(), work.recording(), number);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
