package io.nightjar.embedded;

import java.net.URI;
import java.util.Optional;

/**
 * Where the running parts answer.
 *
 * @param kafka {@code host:port}, if the broker runs
 * @param s3 {@code http://host:port}, if the object store runs
 */
public record EmbeddedAddresses(Optional<String> kafka, Optional<String> s3) {

  /**
   * The broker's {@code bootstrap.servers}.
   *
   * @throws IllegalStateException if it was not asked for
   */
  public String bootstrapServers() {
    return kafka.orElseThrow(() -> new IllegalStateException("started without " + Part.KAFKA));
  }

  /**
   * The object store's endpoint; requests are path-style, signature version 4, any region.
   *
   * @throws IllegalStateException if it was not asked for
   */
  public URI storeEndpoint() {
    return URI.create(
        s3.orElseThrow(() -> new IllegalStateException("started without " + Part.S3)));
  }

  int kafkaPort() {
    return kafka.map(address -> URI.create("kafka://" + address).getPort()).orElse(0);
  }

  int s3Port() {
    return s3.map(address -> URI.create(address).getPort()).orElse(0);
  }
}
