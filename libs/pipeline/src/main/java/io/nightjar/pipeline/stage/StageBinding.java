package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.event.EventData;

/**
 * Where a stage stands in the pipeline. A service binds any number of stages.
 *
 * @param stage the work
 * @param inputTopic where its events come from
 * @param inputType the events that it takes; others on the topic are passed over
 * @param inputData the data of those events
 * @param completionType the event that says it is done
 */
public record StageBinding<T extends EventData>(
    Stage<T> stage,
    String inputTopic,
    String inputType,
    Class<T> inputData,
    String completionType) {}
