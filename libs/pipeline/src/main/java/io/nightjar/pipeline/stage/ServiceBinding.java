package io.nightjar.pipeline.stage;

import java.util.List;

/**
 * What a worker service does.
 *
 * @param service its name: its consumer group, its dead letters, its retries
 * @param stages the stages that it runs, at least one
 */
public record ServiceBinding(String service, List<StageBinding<?>> stages) {
  public ServiceBinding {
    stages = List.copyOf(stages);
    if (stages.isEmpty()) {
      throw new IllegalArgumentException(service + " binds no stage");
    }
  }

  /** A service of one stage. */
  public static ServiceBinding of(String service, StageBinding<?> stage) {
    return new ServiceBinding(service, List.of(stage));
  }
}
