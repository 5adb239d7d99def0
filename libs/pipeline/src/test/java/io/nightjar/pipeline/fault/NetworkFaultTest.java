package io.nightjar.pipeline.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkFaultTest {
  static Stream<Arguments> faults() {
    SSLHandshakeException tls = new SSLHandshakeException("handshake failed");
    tls.initCause(new CertificateException("the certificate has expired"));
    return Stream.of(
        Arguments.of(
            new UnknownHostException("s3.example.invalid: Name or service not known"),
            "no address is known for the name s3.example.invalid"),
        Arguments.of(new ConnectException("Connection refused"), "the connection is refused"),
        Arguments.of(new SocketTimeoutException("timeout"), "no answer came in time"),
        Arguments.of(tls, "TLS fails: the certificate has expired"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void saysWhatItWasHoweverDeepItLies(IOException fault, String words) {
    assertThat(NetworkFault.words(new IOException("cannot get", new RuntimeException(fault))))
        .contains(words);
  }

  @Test
  void saysNothingOfWhatIsNoFaultOfTheNetwork() {
    assertThat(NetworkFault.words(new IOException("the disk is full"))).isEmpty();
  }
}
