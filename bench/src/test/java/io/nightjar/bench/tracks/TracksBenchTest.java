package io.nightjar.bench.tracks;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.fixtures.MotionScene.Kind;
import io.nightjar.fixtures.MotionScene.TrueBox;
import io.nightjar.fixtures.TrackingQuality;
import io.nightjar.fixtures.TrackingQuality.FoundBox;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracksBenchTest {

  /** Two frames, one found exactly, and one box elsewhere. */
  private final SceneResult result = new SceneResult(Kind.ONE, quality(), 2, 0.125);

  @Test
  void theTableSaysWhatWasFound() {
    String table = TracksBench.table(List.of(result));

    assertThat(table.lines())
        .hasSize(3)
        .last()
        .isEqualTo("| `ONE` | 0.500 | 0.500 | 0 | 1.00 | 2 | 0.13 |");
  }

  @Test
  void asJsonEachSceneIsALine() {
    String lines = TracksBench.jsonLines(List.of(result, result));

    assertThat(lines.lines())
        .hasSize(2)
        .containsOnly(
            "{\"scene\":\"ONE\",\"recall\":0.5000,\"precision\":0.5000,\"identitySwitches\":0,"
                + "\"meanOverlap\":1.0000,\"tracks\":2,\"bestScoreBelow\":0.1250}");
  }

  private static TrackingQuality quality() {
    TrackingQuality quality = new TrackingQuality();
    List<TrueBox> truth = List.of(new TrueBox(1, 10, 10, 4, 4, true));
    quality.add(truth, List.of(new FoundBox(1, 10, 10, 4, 4)));
    quality.add(truth, List.of(new FoundBox(2, 50, 50, 4, 4)));
    return quality;
  }
}
