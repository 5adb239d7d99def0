package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.event.EventData;

/**
 * Where a stage stands in the pipeline. A service binds any number of stages.
 *
 * @param stage the work
 * @param inputTopic where its events come from
 * @param inputType the events that it takes; others on the topic are passed over
 * @param input what of those events the stage works on
 * @param completionType the event that says it is done
 * @param standsBack whether other stages of the same service go before: its works count among the
 *     long ones from their beginning, which never take the last of several workers, and few of its
 *     events are taken at a time. It has its input topic for itself
 */
public record StageBinding<T extends EventData>(
    Stage<T> stage,
    String inputTopic,
    String inputType,
    StageInput<?, T> input,
    String completionType,
    boolean standsBack) {

  /** A stage before which no other goes, whose events say all themselves. */
  public StageBinding(
      Stage<T> stage,
      String inputTopic,
      String inputType,
      Class<T> inputData,
      String completionType) {
    this(stage, inputTopic, inputType, StageInput.of(inputData), completionType);
  }

  /** A stage before which no other goes. */
  public StageBinding(
      Stage<T> stage,
      String inputTopic,
      String inputType,
      StageInput<?, T> input,
      String completionType) {
    this(stage, inputTopic, inputType, input, completionType, false);
  }

  /** The same stage, before which others go. */
  public StageBinding<T> standingBack() {
    return new StageBinding<>(stage, inputTopic, inputType, input, completionType, true);
  }
}
