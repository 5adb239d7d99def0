package io.nightjar.runtime.settings;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until a name of a broker has an address, without which Kafka's clients can't even be made:
 * where broker and service start together, that may take a moment.
 */
final class BrokerNames {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerNames.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private BrokerNames() {}

  /**
   * Returns when one of the names has an address.
   *
   * @throws ConfigurationException after a minute, which ends the start with one line
   */
  static void await(String bootstrapServers) {
    await(bootstrapServers, PATIENCE, PAUSE);
  }

  static void await(String bootstrapServers, Duration patience, Duration pause) {
    long until = System.nanoTime() + patience.toNanos();
    boolean said = false;
    while (!anyHasAnAddress(bootstrapServers)) {
      if (!said) {
        said = true;
        LOG.atWarn()
            .addKeyValue("bootstrapServers", bootstrapServers)
            .log("No broker's name has an address; waiting for one");
      }
      if (System.nanoTime() > until || !sleep(pause)) {
        throw new ConfigurationException(
            "This service can't start: no address is known for any name in"
                + " nightjar.kafka.bootstrap-servers ("
                + bootstrapServers
                + ").");
      }
    }
  }

  private static boolean anyHasAnAddress(String bootstrapServers) {
    return Arrays.stream(bootstrapServers.split(",")).anyMatch(BrokerNames::hasAnAddress);
  }

  /** What is no {@code host:port} is left to the client, which names what is wrong with it. */
  private static boolean hasAnAddress(String broker) {
    int colon = broker.lastIndexOf(':');
    if (colon < 0) {
      return true;
    }
    try {
      return InetAddress.getAllByName(broker.substring(0, colon).strip()).length > 0;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static boolean sleep(Duration pause) {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
