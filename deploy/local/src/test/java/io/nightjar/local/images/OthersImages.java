package io.nightjar.local.images;

import io.nightjar.embedded.LoopbackPorts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Which images the broker and the store are of: those of deploy/embedded, or what variables name.
 *
 * <ul>
 *   <li>{@code NIGHTJAR_TEST_KAFKA_IMAGE}: an image that is set like Apache's, {@code
 *       apache/kafka}.
 *   <li>{@code NIGHTJAR_TEST_S3_IMAGE}: any server that speaks S3, with its arguments in {@code
 *       NIGHTJAR_TEST_S3_ARGUMENTS} and variables in {@code NIGHTJAR_TEST_S3_ENVIRONMENT} ({@code
 *       NAME=VALUE}), both parted by spaces; in them stand {@code {port}}, {@code {access-key}} and
 *       {@code {secret-key}} for what it is to listen to and to know, on 127.0.0.1.
 * </ul>
 */
record OthersImages(
    Optional<String> kafka, Optional<String> s3, List<String> arguments, List<String> variables) {
  private static final String EMBEDDED = "nightjar/embedded";

  static OthersImages of(Map<String, String> environment) {
    return new OthersImages(
        Optional.ofNullable(environment.get("NIGHTJAR_TEST_KAFKA_IMAGE")),
        Optional.ofNullable(environment.get("NIGHTJAR_TEST_S3_IMAGE")),
        words(environment.getOrDefault("NIGHTJAR_TEST_S3_ARGUMENTS", "")),
        words(environment.getOrDefault("NIGHTJAR_TEST_S3_ENVIRONMENT", "")));
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split(" +", -1));
  }

  /** A broker that listens on a port of the loopback address. */
  GenericContainer<?> broker(int port) throws IOException {
    if (kafka.isEmpty()) {
      return embedded("kafka", "--kafka-port", port);
    }
    String controller = "127.0.0.1:" + LoopbackPorts.free();
    var container = plain(kafka.get());
    container.withEnv("KAFKA_NODE_ID", "1");
    container.withEnv("KAFKA_PROCESS_ROLES", "broker,controller");
    container.withEnv(
        "KAFKA_LISTENERS", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://" + controller);
    container.withEnv("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://127.0.0.1:" + port);
    container.withEnv("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER");
    container.withEnv(
        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    container.withEnv("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@" + controller);
    container.withEnv("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1");
    container.withEnv("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1");
    container.withEnv("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1");
    return container;
  }

  /** A store that listens on a port of the loopback address. */
  GenericContainer<?> store(int port) {
    if (s3.isEmpty()) {
      return embedded("s3", "--s3-port", port, "--bucket", "nightjar")
          .withEnv("NIGHTJAR_STORE_ACCESS_KEY", ImageContainers.ACCESS_KEY)
          .withEnv("NIGHTJAR_STORE_SECRET_KEY", ImageContainers.SECRET_KEY);
    }
    var container = plain(s3.get());
    variables.forEach(
        variable -> {
          String[] parts = variable.split("=", 2);
          container.withEnv(parts[0], filled(parts[1], port));
        });
    container.withCommand(
        arguments.stream().map(argument -> filled(argument, port)).toArray(String[]::new));
    return container;
  }

  private static String filled(String text, int port) {
    return text.replace("{port}", Integer.toString(port))
        .replace("{access-key}", ImageContainers.ACCESS_KEY)
        .replace("{secret-key}", ImageContainers.SECRET_KEY);
  }

  private static GenericContainer<?> embedded(String part, Object... more) {
    var command = new ArrayList<>(List.of("--data", "/tmp/data", "--parts", part));
    for (Object word : more) {
      command.add(word.toString());
    }
    return ImageContainers.restricted(EMBEDDED)
        .withEnv("JDK_JAVA_OPTIONS", "-Xmx256m")
        .withCommand(command.toArray(String[]::new));
  }

  private static GenericContainer<?> plain(String image) {
    var container = new GenericContainer<>(DockerImageName.parse(image));
    container.withNetworkMode("host");
    return container;
  }
}
