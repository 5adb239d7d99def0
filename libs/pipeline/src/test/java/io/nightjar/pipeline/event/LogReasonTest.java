package io.nightjar.pipeline.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** The reasons that a real broker gives, {@code RightsTest} shows. */
class LogReasonTest {
  @Test
  void namesEachAddressOfBrokersThatDoNotAnswer() throws IOException {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String there = "127.0.0.1:" + deaf.getLocalPort();

      assertThat(LogReason.ofSilence("127.0.0.1:1, broker.invalid:9092," + there + ",9092"))
          .isEqualTo(
              "127.0.0.1:1: the connection is refused; "
                  + "broker.invalid:9092: no address is known for the name broker.invalid; "
                  + there
                  + ": it takes the connection, and does not answer as a broker does; see that the"
                  + " port and security.protocol are right; "
                  + "9092: this is not host:port");
    }
  }

  @Test
  void namesWhoIsNotAcceptedAndNamesThatHaveNoAddress() {
    assertThat(LogReason.of(new RuntimeException(new SaslAuthenticationException("wrong"))))
        .contains("the broker does not accept who we say we are (SASL): wrong");
    assertThat(
            LogReason.of(
                new ConfigException("No resolvable bootstrap urls given in bootstrap.servers")))
        .contains("no address is known for any name in nightjar.kafka.bootstrap-servers");
  }

  @Test
  void knowsNothingOfASilence() {
    assertThat(LogReason.of(new TimeoutException("Timed out waiting for a node"))).isEmpty();
  }
}
