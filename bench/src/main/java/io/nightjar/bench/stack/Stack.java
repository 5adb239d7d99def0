package io.nightjar.bench.stack;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A broker and a store in one process, the packaged ingest service in another, and workers where
 * they are asked for, as the local stack starts them but for the store's heap and without class
 * caches, on free ports and in a folder that is gone at the end.
 */
public final class Stack implements AutoCloseable {
  /** The bucket of all. */
  public static final String BUCKET = "nightjar";

  /** The region that the store goes by. */
  public static final String REGION = "us-east-1";

  /**
   * What ingest and workers of thermal recordings ship with, in MiB: what does not fit shows as a
   * process that ended.
   */
  public static final int SERVICE_HEAP_MEBIBYTES = 256;

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
   * @param workers the names of the services that work on recordings, such as {@code
   *     thermal-service}
   */
  public static Stack start(Path root, List<String> workers)
      throws IOException, InterruptedException {
    Stack stack = new Stack(root);
    Runtime.getRuntime().addShutdownHook(stack.atExit);
    try {
      stack.startStore();
      stack.startIngest();
      for (String worker : workers) {
        stack.startService(worker, LoopbackPorts.free(), LoopbackPorts.free(), Map.of());
      }
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
    Path keys = folder.resolve("keys.json");
    tokenKeys.write(keys);
    startService(
        "ingest-service",
        ingestPort,
        managementPort,
        Map.of(
            "NIGHTJAR_LIMITS_UPLOADS_PER_DEVICE",
            Integer.toString(UPLOADS_OF_ONE_DEVICE),
            "NIGHTJAR_LIMITS_UPLOADS_PER_DEVICE_MINUTE",
            "1000000",
            "NIGHTJAR_TOKEN_KEYS_FILE",
            keys.toString()));
  }

  private void startService(String name, int port, int itsManagementPort, Map<String, String> own)
      throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>(environment(port, itsManagementPort));
    environment.putAll(own);
    Management management = new Management(http(itsManagementPort));
    launch(
            name,
            List.of(
                "-Xmx" + SERVICE_HEAP_MEBIBYTES + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-jar",
                built(name + "/target/quarkus-app/quarkus-run.jar")),
            environment)
        .await(management::isReady);
  }

  /** What every service is told. */
  private Map<String, String> environment(int port, int itsManagementPort) {
    return Map.ofEntries(
        Map.entry("QUARKUS_HTTP_HOST", HOST),
        Map.entry("QUARKUS_HTTP_PORT", Integer.toString(port)),
        Map.entry("QUARKUS_MANAGEMENT_HOST", HOST),
        Map.entry("QUARKUS_MANAGEMENT_PORT", Integer.toString(itsManagementPort)),
        Map.entry("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false"),
        Map.entry("NIGHTJAR_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers()),
        Map.entry("NIGHTJAR_KAFKA_REPLICATION_FACTOR", "1"),
        Map.entry("NIGHTJAR_STORE_ENDPOINT", storeEndpoint().toString()),
        Map.entry("NIGHTJAR_STORE_REGION", REGION),
        Map.entry("NIGHTJAR_STORE_BUCKET", BUCKET),
        Map.entry("NIGHTJAR_STORE_ACCESS_KEY", ACCESS_KEY),
        Map.entry("NIGHTJAR_STORE_SECRET_KEY", secretKey));
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

  /** The address of the store. */
  public URI storeEndpoint() {
    return http(storePort);
  }

  /** The key by which the store knows its client. */
  public String accessKey() {
    return ACCESS_KEY;
  }

  /** The secret that belongs to the access key. */
  public String secretKey() {
    return secretKey;
  }

  /** The address of ingest. */
  public URI ingest() {
    return http(ingestPort);
  }

  /** Health and metrics of ingest. */
  public Management management() {
    return new Management(http(managementPort));
  }

  /** Whether it has been ended, which Ctrl-C does as well. */
  public synchronized boolean hasEnded() {
    return ended;
  }

  private static URI http(int port) {
    return URI.create("http://" + HOST + ":" + port);
  }

  /** Where the broker answers. */
  public String bootstrapServers() {
    return HOST + ":" + kafkaPort;
  }

  /** All processes that were started. */
  public synchronized List<ServerProcess> processes() {
    return List.copyOf(running);
  }

  /** The process of broker and store. */
  public ServerProcess storeProcess() {
    return running.get(0);
  }

  /** The process of ingest. */
  public ServerProcess ingestProcess() {
    return running.get(1);
  }

  private StoreSettings settings() {
    return new StoreSettings(
        storeEndpoint(), REGION, BUCKET, ACCESS_KEY, secretKey, STORE_PATIENCE);
  }

  /** The token of a device, which is registered. */
  public String deviceToken(String device) throws IOException {
    return Enrolment.device(settings(), tokenKeys, new DeviceIdentity("bench", device));
  }

  /**
   * Removes the bytes that were stored so far, past the store, so that a run needs little disk and
   * the store has no work with it: what was sent directly, and raw recordings.
   */
  public void dropStoredBytes() throws IOException {
    Path bucket = folder.resolve("data").resolve("s3").resolve(BUCKET);
    FolderTree.remove(bucket.resolve("direct"));
    FolderTree.remove(bucket.resolve("raw"));
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
      FolderTree.remove(folder);
    } catch (IOException e) {
      System.err.println("nightjar: could not remove " + folder + ": " + e.getMessage());
    }
  }
}
