package io.nightjar.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How to run the program.
 *
 * @param parts what to run; never empty
 * @param data the folder that holds everything the parts store; made if it is not there
 * @param kafkaPort the broker's port, 0 for a free one
 * @param s3Port the object store's port, 0 for a free one
 * @param accessKey the S3 access key
 * @param secretKey the S3 secret key
 * @param bucket a bucket to make at start if it is not there
 * @param kafkaProperties a file with further settings of the broker, which go before its own; what
 *     it says of listeners is added to the broker's own
 * @param patience how long a start may take
 */
public record EmbeddedOptions(
    Set<Part> parts,
    Path data,
    int kafkaPort,
    int s3Port,
    String accessKey,
    String secretKey,
    Optional<String> bucket,
    Optional<Path> kafkaProperties,
    Duration patience) {

  /** Checks that there is something to run. */
  public EmbeddedOptions {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("no part to run");
    }
    parts = Set.copyOf(parts);
  }

  /** Both parts on free ports, with keys that are good enough for a test. */
  public static EmbeddedOptions in(Path data) {
    return new EmbeddedOptions(
        EnumSet.allOf(Part.class),
        data,
        0,
        0,
        "nightjar-local",
        "nightjar-local-secret",
        Optional.empty(),
        Optional.empty(),
        Duration.ofSeconds(90));
  }

  /** The same with these parts only. */
  public EmbeddedOptions withParts(Part first, Part... more) {
    return new EmbeddedOptions(
        EnumSet.of(first, more),
        data,
        kafkaPort,
        s3Port,
        accessKey,
        secretKey,
        bucket,
        kafkaProperties,
        patience);
  }

  /** The same on these ports; 0 for a free one. */
  public EmbeddedOptions withPorts(int kafka, int s3) {
    return new EmbeddedOptions(
        parts, data, kafka, s3, accessKey, secretKey, bucket, kafkaProperties, patience);
  }

  /** The same with these S3 keys. */
  public EmbeddedOptions withKeys(String access, String secret) {
    return new EmbeddedOptions(
        parts, data, kafkaPort, s3Port, access, secret, bucket, kafkaProperties, patience);
  }

  /** The same with a bucket that exists from the start. */
  public EmbeddedOptions withBucket(String name) {
    return new EmbeddedOptions(
        parts,
        data,
        kafkaPort,
        s3Port,
        accessKey,
        secretKey,
        Optional.of(name),
        kafkaProperties,
        patience);
  }

  /** The same with further settings of the broker. */
  public EmbeddedOptions withKafkaProperties(Path file) {
    return new EmbeddedOptions(
        parts, data, kafkaPort, s3Port, accessKey, secretKey, bucket, Optional.of(file), patience);
  }
}
