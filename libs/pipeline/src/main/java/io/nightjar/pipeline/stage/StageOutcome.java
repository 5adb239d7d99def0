package io.nightjar.pipeline.stage;

/** How a stage's work ended. A store or broker that fails is no outcome but an exception. */
public sealed interface StageOutcome {
  /**
   * All of the recording was usable.
   *
   * @param summary a few facts for the completion event
   */
  record Completed(Record summary) implements StageOutcome {}

  /**
   * The recording is damaged; what could be used was used.
   *
   * @param code what is wrong, stable
   * @param detail what is wrong, for people
   * @param summary a few facts for the completion event
   */
  record Partial(String code, String detail, Record summary) implements StageOutcome {}

  /**
   * Nothing can be made of the recording.
   *
   * @param code what is wrong, stable
   * @param detail what is wrong, for people
   */
  record Rejected(String code, String detail) implements StageOutcome {}
}
