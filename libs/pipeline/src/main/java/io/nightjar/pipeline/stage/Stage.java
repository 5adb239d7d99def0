package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.event.EventData;
import java.io.IOException;
import java.util.Optional;

/**
 * What a worker service does with a recording. Called from several threads.
 *
 * @param <T> the data of the events that ask for it
 */
public interface Stage<T extends EventData> {

  /** Its name and version: whatever shapes its artefacts or its outcome is part of the version. */
  StageVersion version();

  /** Whether an event is this stage's business; others of its type are passed over. */
  default boolean takes(T event) {
    return true;
  }

  /**
   * What an event brings beyond the recording that shapes the artefacts, such as a classifier's
   * tracks: events that differ in it ask for different works. Empty if the recording is all.
   */
  default Optional<Record> furtherInput(T event) {
    return Optional.empty();
  }

  /**
   * Makes the artefacts: the same bytes from the same inputs, however often it is called. It calls
   * {@link StageContext#reserve} before it takes much memory and {@link StageContext#spend} as it
   * goes.
   *
   * @return how it ended; what is wrong with the recording is a value
   * @throws IOException if the store failed, then the work is done again once it answers; any other
   *     counts as the machine's fault, as does whatever else is thrown
   * @throws InterruptedException when the service stops: the work will be done again
   */
  StageOutcome work(StageContext<T> context) throws IOException, InterruptedException;
}
