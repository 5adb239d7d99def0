package io.nightjar.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {

  @Test
  void eachSizeMeetsEachNumberOfClients() {
    Plan plan = Plan.parse(List.of());

    assertThat(plan.json()).isFalse();
    assertThat(plan.loads())
        .containsExactly(
            new Load(100_000, 1),
            new Load(100_000, 8),
            new Load(100_000, 64),
            new Load(4_000_000, 1),
            new Load(4_000_000, 8),
            new Load(4_000_000, 64),
            new Load(16_000_000, 1),
            new Load(16_000_000, 8),
            new Load(16_000_000, 64));
  }

  @Test
  void aQuickRunLeavesManyClientsOut() {
    Plan plan = Plan.parse(List.of("--json", "--quick"));

    assertThat(plan.json()).isTrue();
    assertThat(plan.loads()).hasSize(6).noneMatch(load -> load.clients() == 64);
  }

  @Test
  void theDrainAloneComesWithoutAllElse() {
    Plan plan = Plan.parse(List.of("--drain"));

    assertThat(plan.loads()).isEmpty();
    assertThat(plan.crowd()).isFalse();
    assertThat(plan.drainTurns()).isPositive();
  }

  @Test
  void aWrongArgumentIsNamed() {
    assertThatThrownBy(() -> Plan.parse(List.of("--quick", "--clients=3")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"--clients=3\"");
  }
}
