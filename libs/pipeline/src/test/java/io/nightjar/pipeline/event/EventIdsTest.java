package io.nightjar.pipeline.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pipeline.Examples;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventIdsTest {
  /** RFC 9562, section 6.6. */
  private static final UUID DNS = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

  /** RFC 9562, appendix A.4. */
  @Test
  void areUuidsOfVersionFiveAsTheStandardHasThem() {
    assertThat(EventIds.nameBased(DNS, "www.example.com"))
        .isEqualTo(UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
  }

  /**
   * Worked out with Python: {@code uuid.uuid5(uuid.UUID("6e696768-746a-5172-8576-656e74732e69"),
   * "io.nightjar.thermal.decoded.v1\n017f22e2-79b0-7cc3-98c4-000000000001\nthermal/1-5f2b9c01")}.
   */
  @Test
  void stayTheSameForeverForTheSameEffect() {
    assertThat(EventIds.of(EventType.THERMAL_DECODED, Examples.id(1), "thermal/1-5f2b9c01"))
        .isEqualTo("3cd968a8-58e5-5c03-9c34-36e361b6152f");
  }

  @Test
  void differWithTypeRecordingAndStageVersion() {
    assertThat(
            Set.of(
                EventIds.of(EventType.THERMAL_DECODED, Examples.id(1), "thermal/1"),
                EventIds.of(EventType.RECORDING_FAILED, Examples.id(1), "thermal/1"),
                EventIds.of(EventType.THERMAL_DECODED, Examples.id(2), "thermal/1"),
                EventIds.of(EventType.THERMAL_DECODED, Examples.id(1), "thermal/2")))
        .hasSize(4);
  }
}
