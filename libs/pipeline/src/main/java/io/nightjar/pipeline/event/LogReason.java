package io.nightjar.pipeline.event;

import io.nightjar.pipeline.fault.NetworkFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Why a broker fails, in words that its operator can act on. */
final class LogReason {
  private static final int PATIENCE_MILLIS = 1_000;

  private LogReason() {}

  /** The reason that a failure has; empty if the broker just did not answer. */
  static Optional<String> of(Throwable cause) {
    return NetworkFault.causes(cause).flatMap(each -> ofBroker(each).stream()).findFirst();
  }

  private static Optional<String> ofBroker(Throwable cause) {
    return switch (cause) {
      case SaslAuthenticationException e ->
          Optional.of("the broker does not accept who we say we are (SASL): " + e.getMessage());
      case SslAuthenticationException e ->
          Optional.of(NetworkFault.words(e).orElse("TLS fails: " + e.getMessage()));
      case AuthorizationException e ->
          Optional.of("the broker does not allow it: " + e.getMessage());
      case ConfigException e when String.valueOf(e.getMessage()).contains("bootstrap") ->
          Optional.of("no address is known for any name in nightjar.kafka.bootstrap-servers");
      default -> Optional.empty();
    };
  }

  /**
   * Why no broker answers: Kafka's client does not say, so each address is tried.
   *
   * @param bootstrapServers host and port of one broker or more, separated by commas
   */
  static String ofSilence(String bootstrapServers) {
    return Arrays.stream(bootstrapServers.split(","))
        .map(String::strip)
        .filter(address -> !address.isEmpty())
        .map(address -> address + ": " + tried(address))
        .collect(Collectors.joining("; "));
  }

  private static String tried(String address) {
    int colon = address.lastIndexOf(':');
    if (colon < 1) {
      return "this is not host:port";
    }
    try (SocketChannel channel = SocketChannel.open()) {
      String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
      int port = Integer.parseInt(address.substring(colon + 1));
      channel
          .socket()
          .connect(new InetSocketAddress(InetAddress.getByName(host), port), PATIENCE_MILLIS);
      return "it takes the connection, and does not answer as a broker does; see that the port and"
          + " security.protocol are right";
    } catch (IOException e) {
      return NetworkFault.words(e).orElse("it can't be reached");
    } catch (IllegalArgumentException e) {
      return "this is not host:port";
    }
  }
}
