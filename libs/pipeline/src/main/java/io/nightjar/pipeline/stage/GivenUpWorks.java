package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.consume.DeadLetters;
import io.nightjar.pipeline.event.Event;
import io.nightjar.pipeline.event.EventData;
import io.nightjar.pipeline.fault.BrokenContractException;
import io.nightjar.pipeline.fault.Fault;
import io.nightjar.pipeline.retry.RetryPolicy;
import io.nightjar.pipeline.store.StoreException;
import io.nightjar.pipeline.trace.TraceContext;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Gives works up: the event becomes a dead letter, consumers are told that the recording failed,
 * and a note in the store says so to readers and to repeats of the event.
 */
final class GivenUpWorks {
  private final Manifests manifests;
  private final Completion completion;
  private final DeadLetters deadLetters;
  private final RetryPolicy retries;
  private final InstantSource clock;

  GivenUpWorks(
      Manifests manifests,
      Completion completion,
      DeadLetters deadLetters,
      RetryPolicy retries,
      InstantSource clock) {
    this.manifests = manifests;
    this.completion = completion;
    this.deadLetters = deadLetters;
    this.retries = retries;
    this.clock = clock;
  }

  /** Whether a work was given up before. */
  boolean contains(Work work) throws StoreException {
    try {
      return manifests.givenUp(work).isPresent();
    } catch (BrokenContractException e) {
      return true; // a note that can't be read is a note
    }
  }

  /** Gives a work up. The note is written last: a crash before it repeats the rest. */
  void add(
      ConsumerRecord<String, byte[]> message,
      Event<? extends EventData> event,
      Work work,
      Fault fault,
      int attempts)
      throws InterruptedException {
    String detail = work.version().text() + ": " + fault.detail();
    retries.untilDone(
        "put the event among the dead letters",
        () -> deadLetters.add(message, fault.code(), detail, attempts));
    Manifest rejection =
        Manifest.of(
            work,
            event.data(),
            new StageOutcome.Rejected(fault.code(), detail),
            List.of(),
            clock.instant());
    retries.untilDone(
        "say that the work was given up",
        () -> completion.publishGivenUp(rejection, TraceContext.current()));
    retries.untilDone("note that the work was given up", () -> manifests.giveUp(rejection));
  }
}
