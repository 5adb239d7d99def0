package io.nightjar.pipeline.stage;

import java.io.IOException;

/** What a worker service does with a recording. Called from several threads. */
public interface Stage {
  /** Its name and version. */
  StageVersion version();

  /**
   * Makes the artefacts: the same bytes from the same recording, however often it is called.
   *
   * @return how it ended; what is wrong with the recording is a value
   * @throws IOException if the store or the machine failed: the work will be done again
   * @throws InterruptedException when the service stops: likewise
   */
  StageOutcome work(Workbench bench) throws IOException, InterruptedException;
}
