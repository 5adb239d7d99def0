package io.nightjar.bench.latency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Pace PACE =
      new Pace("idle", 1, 2, Duration.ofSeconds(1), Duration.ofMillis(250));

  @Test
  void machinesReadWhereTheTimeGoes() throws Exception {
    JsonNode line = new ObjectMapper().readTree(printed(250, true));

    assertThat(line.at("/p50Milliseconds/received").asDouble()).isEqualTo(10);
    assertThat(line.at("/p50Milliseconds/decoded").asDouble()).isEqualTo(90);
    assertThat(line.at("/p95Milliseconds/rendered").asDouble()).isEqualTo(150);
    assertThat(line.at("/p95Milliseconds/whole").asDouble()).isEqualTo(250);
    assertThat(line.at("/busyCores").asDouble()).isEqualTo(0.25);
    assertThat(line.at("/goalReached").asBoolean(false)).isTrue();
  }

  @Test
  void peopleReadThatTheGoalWasMissedByAMillisecond() {
    assertThat(printed(251, false))
        .contains("idle: 2 recordings by 1 in turn, one every 1000 ms")
        .contains("| whole | 200 | 251 |")
        .contains("≤ 250 ms: no");
  }

  private static String printed(double slowest, boolean json) {
    var bytes = new ByteArrayOutputStream();
    List<Passage> passages = List.of(new Passage(10, 100, 200), new Passage(10, 100, slowest));
    new Report(new PrintStream(bytes, true, UTF_8), json)
        .add(new Measured(PACE, passages, 0.25, 1.5, 4));
    return bytes.toString(UTF_8);
  }
}
