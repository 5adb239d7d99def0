package io.nightjar.bench.ingest;

import io.nightjar.embedded.LoopbackPorts;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.store.StoreSettings;
import io.nightjar.registry.token.Enrolment;
import io.nightjar.registry.token.TokenKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A broker and a store in one process and the packaged ingest service in another, as the local
 * stack starts them but for the store's heap, on free ports and in a folder that is gone at the
 * end.
 */
final class Stack implements AutoCloseable {
  static final String BUCKET = "nightjar";
  static final String REGION = "us-east-1";

  /** What ingest ships with, in MiB: what does not fit shows as a process that ended. */
  static final int INGEST_HEAP_MEBIBYTES = 256;

  /** A benchmark's senders are one device, but for those that are meant to be many. */
  private static final int UPLOADS_OF_ONE_DEVICE = 64;

  /**
   * More than the local stack gives the store: that holds the whole body of each signed request,
   * and 64 clients send it 16 MB each with one request.
   */
  private static final int STORE_HEAP_MEBIBYTES = 2_048;

  private static final String HOST = "127.0.0.1";
  private static final String ACCESS_KEY = "nightjar-bench";
  private static final Duration STORE_PATIENCE = Duration.ofSeconds(30);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path root;
  private final Path folder;
  private final String secretKey = secret();
  private final TokenKeys tokenKeys = TokenKeys.generate();
  private final int kafkaPort = LoopbackPorts.free();
  private final int storePort = LoopbackPorts.free();
  private final int ingestPort = LoopbackPorts.free();
  private final int managementPort = LoopbackPorts.free();
  private final Thread atExit = new Thread(this::end, "end of the benchmark");
  private final List<ServerProcess> running = new ArrayList<>();
  private boolean ended;

  private Stack(Path root) throws IOException {
    this.root = root;
    Path parent = Files.createDirectories(root.resolve(".nightjar"));
    this.folder = Files.createTempDirectory(parent, "bench-");
  }

  /**
   * Starts all and waits until it is ready.
   *
   * @param root the checkout, with the programs built
   */
  static Stack start(Path root) throws IOException, InterruptedException {
    Stack stack = new Stack(root);
    Runtime.getRuntime().addShutdownHook(stack.atExit);
    try {
      stack.startStore();
      stack.startIngest();
      return stack;
    } catch (IOException | InterruptedException e) {
      stack.close();
      throw e;
    }
  }

  private void startStore() throws IOException, InterruptedException {
    Path ready = folder.resolve("ready.json");
    launch(
            "embedded",
            List.of(
                "-Xmx" + STORE_HEAP_MEBIBYTES + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                built("deploy/embedded/target/embedded/nightjar-embedded.jar"),
                "--data",
                folder.resolve("data").toString(),
                "--kafka-port",
                Integer.toString(kafkaPort),
                "--s3-port",
                Integer.toString(storePort),
                "--bucket",
                BUCKET,
                "--ready-file",
                ready.toString(),
                "--lives-with",
                Long.toString(ProcessHandle.current().pid())),
            Map.of("NIGHTJAR_STORE_ACCESS_KEY", ACCESS_KEY, "NIGHTJAR_STORE_SECRET_KEY", secretKey))
        .await(() -> Files.exists(ready));
  }

  private void startIngest() throws IOException, InterruptedException {
    Management management = management();
    Path keys = folder.resolve("keys.json");
    tokenKeys.write(keys);
    launch(
            "ingest-service",
            List.of(
                "-Xmx" + INGEST_HEAP_MEBIBYTES + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-jar",
                built("ingest-service/target/quarkus-app/quarkus-run.jar")),
            Map.ofEntries(
                Map.entry("QUARKUS_HTTP_HOST", HOST),
                Map.entry("QUARKUS_HTTP_PORT", Integer.toString(ingestPort)),
                Map.entry("QUARKUS_MANAGEMENT_HOST", HOST),
                Map.entry("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort)),
                Map.entry("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false"),
                Map.entry("NIGHTJAR_KAFKA_BOOTSTRAP_SERVERS", HOST + ":" + kafkaPort),
                Map.entry("NIGHTJAR_KAFKA_REPLICATION_FACTOR", "1"),
                Map.entry("NIGHTJAR_STORE_ENDPOINT", storeEndpoint().toString()),
                Map.entry("NIGHTJAR_STORE_REGION", REGION),
                Map.entry("NIGHTJAR_STORE_BUCKET", BUCKET),
                Map.entry("NIGHTJAR_STORE_ACCESS_KEY", ACCESS_KEY),
                Map.entry("NIGHTJAR_STORE_SECRET_KEY", secretKey),
                Map.entry(
                    "NIGHTJAR_LIMITS_UPLOADS_PER_DEVICE", Integer.toString(UPLOADS_OF_ONE_DEVICE)),
                Map.entry("NIGHTJAR_LIMITS_UPLOADS_PER_DEVICE_MINUTE", "1000000"),
                Map.entry("NIGHTJAR_TOKEN_KEYS_FILE", keys.toString())))
        .await(management::isReady);
  }

  private synchronized ServerProcess launch(
      String name, List<String> command, Map<String, String> environment) throws IOException {
    if (ended) {
      throw new IOException("the benchmark is ended");
    }
    ServerProcess started = ServerProcess.start(name, folder, command, environment);
    running.add(started);
    return started;
  }

  private String built(String jar) throws IOException {
    Path path = root.resolve(jar);
    if (!Files.isRegularFile(path)) {
      throw new IOException(path + " is not built");
    }
    return path.toString();
  }

  private static String secret() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  URI storeEndpoint() {
    return http(storePort);
  }

  String accessKey() {
    return ACCESS_KEY;
  }

  String secretKey() {
    return secretKey;
  }

  URI ingest() {
    return http(ingestPort);
  }

  Management management() {
    return new Management(http(managementPort));
  }

  /** Whether it has been ended, which Ctrl-C does as well. */
  synchronized boolean hasEnded() {
    return ended;
  }

  private static URI http(int port) {
    return URI.create("http://" + HOST + ":" + port);
  }

  /** The process of broker and store. */
  ServerProcess storeProcess() {
    return running.get(0);
  }

  /** The process of ingest. */
  ServerProcess ingestProcess() {
    return running.get(1);
  }

  private StoreSettings settings() {
    return new StoreSettings(
        storeEndpoint(), REGION, BUCKET, ACCESS_KEY, secretKey, STORE_PATIENCE);
  }

  /** The token of a device, which is registered. */
  String deviceToken(String device) throws IOException {
    return Enrolment.device(settings(), tokenKeys, new DeviceIdentity("bench", device));
  }

  /**
   * Removes the bytes that were stored so far, past the store, so that a run needs little disk and
   * the store has no work with it: what was sent directly, and raw recordings.
   */
  void dropStoredBytes() throws IOException {
    Path bucket = folder.resolve("data").resolve("s3").resolve(BUCKET);
    remove(bucket.resolve("direct"));
    remove(bucket.resolve("raw"));
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException alreadyExiting) {
      // Then the hook does nothing any more.
    }
  }

  private synchronized void end() {
    if (ended) {
      return;
    }
    ended = true;
    running.reversed().forEach(ServerProcess::close);
    try {
      remove(folder);
    } catch (IOException e) {
      System.err.println("nightjar: could not remove " + folder + ": " + e.getMessage());
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
