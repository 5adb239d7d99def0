package io.nightjar.pipeline.stage;

import java.util.List;

/**
 * What a worker service does.
 *
 * @param service its name: its consumer group, its dead letters, its retries
 * @param stages the stages that it runs, at least one
 * @param answers topics that others publish on, which this service makes and may read
 */
public record ServiceBinding(String service, List<StageBinding<?>> stages, List<String> answers) {
  public ServiceBinding {
    stages = List.copyOf(stages);
    answers = List.copyOf(answers);
    if (stages.isEmpty()) {
      throw new IllegalArgumentException(service + " binds no stage");
    }
  }

  /** A service of one stage. */
  public static ServiceBinding of(String service, StageBinding<?> stage) {
    return new ServiceBinding(service, List.of(stage), List.of());
  }

  /** The same service, where classifiers and the like can publish on certain topics. */
  public ServiceBinding withAnswers(String... topics) {
    return new ServiceBinding(service, stages, List.of(topics));
  }
}
