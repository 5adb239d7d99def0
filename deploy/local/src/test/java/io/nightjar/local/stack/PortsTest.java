package io.nightjar.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.embedded.LoopbackPorts;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {
  @Test
  void theStackLiesFrom18080Upwards() {
    assertThat(Ports.choose(Map.of()))
        .isEqualTo(
            new Ports(
                Map.of(
                    Service.INGEST, 18080,
                    Service.THERMAL, 18081,
                    Service.AUDIO, 18082,
                    Service.THUMBNAIL, 18083),
                Map.of(
                    Service.INGEST, 19080,
                    Service.THERMAL, 19081,
                    Service.AUDIO, 19082,
                    Service.THUMBNAIL, 19083),
                18092,
                18100));
  }

  @Test
  void itMovesAsAWholeAndInParts() {
    Ports ports =
        Ports.choose(Map.of("NIGHTJAR_PORT_BASE", "20000", "NIGHTJAR_AUDIO_PORT", "9000"));

    assertThat(ports.services()).containsEntry(Service.INGEST, 20000);
    assertThat(ports.services()).containsEntry(Service.AUDIO, 9000);
    assertThat(ports.management()).containsEntry(Service.AUDIO, 21002);
    assertThat(ports.kafka()).isEqualTo(20012);
    assertThat(ports.s3()).isEqualTo(20020);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "-1", "http"})
  void whatIsNoPortIsNamed(String value) {
    assertThatThrownBy(() -> Ports.choose(Map.of("NIGHTJAR_KAFKA_PORT", value)))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("NIGHTJAR_KAFKA_PORT")
        .hasMessageContaining(value);
  }

  @Test
  void aBaseThatLeavesNoRoomIsRefused() {
    assertThatThrownBy(() -> Ports.choose(Map.of("NIGHTJAR_PORT_BASE", "65530")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("65542");
  }

  @Test
  void freePortsAreFreeAndDifferent() throws IOException {
    Ports ports = Ports.free();

    var all = new HashSet<>(ports.services().values());
    all.addAll(ports.management().values());
    all.add(ports.kafka());
    all.add(ports.s3());
    assertThat(all).hasSize(10).allMatch(LoopbackPorts::isFree);
  }

  @Test
  void aPortThatIsListenedOnIsNotFree() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThat(LoopbackPorts.isFree(taken.getLocalPort())).isFalse();
    }
  }
}
