package io.nightjar.local.images;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import io.nightjar.embedded.LoopbackPorts;
import io.nightjar.registry.token.TokenKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * A broker, a store and the four services, each in a container that may no more than a pod of the
 * <em>restricted</em> level: another user than root, a root that can't be written, no capability.
 * They share the machine's own network, and listen on its loopback address alone.
 */
final class ImageContainers implements AutoCloseable {
  static final String ACCESS_KEY = "nightjar-test";
  static final String SECRET_KEY = "nightjar-test-secret";

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final long MEMORY = 512L << 20;
  private static final long ONE_PROCESSOR = 1_000_000_000;
  private static final String LOOPBACK = "127.0.0.1";
  private static final TokenKeys KEYS = TokenKeys.generate();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Map<String, GenericContainer<?>> running = new HashMap<>();
  private final Map<String, Integer> managementPorts = new HashMap<>();
  private final int kafkaPort = LoopbackPorts.free();
  private final int storePort = LoopbackPorts.free();
  private final int ingestPort = LoopbackPorts.free();
  private final Path folder;

  /** Describes them; {@link #start} starts them. */
  ImageContainers(Path folder) throws IOException {
    this.folder = folder;
  }

  String bootstrapServers() {
    return LOOPBACK + ":" + kafkaPort;
  }

  URI store() {
    return URI.create("http://" + LOOPBACK + ":" + storePort);
  }

  URI ingest() {
    return URI.create("http://" + LOOPBACK + ":" + ingestPort);
  }

  TokenKeys keys() {
    return KEYS;
  }

  /** Starts all, and waits until each is ready. */
  void start() throws IOException {
    OthersImages others = OthersImages.of(System.getenv());
    launch("store", others.store(storePort), () -> accepts(storePort));
    launch("broker", others.broker(kafkaPort), () -> accepts(kafkaPort));
    Path keys = folder.resolve("token-keys.json");
    KEYS.write(keys);
    // For the user of the image, who is nobody here.
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("r--r--r--"));
    for (String name : Services.NAMES) {
      startService(name, keys);
    }
  }

  private void startService(String name, Path keys) throws IOException {
    int management = LoopbackPorts.free();
    managementPorts.put(name, management);
    var container = restricted("nightjar/" + name);
    container.withEnv("NIGHTJAR_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers());
    container.withEnv("NIGHTJAR_KAFKA_REPLICATION_FACTOR", "1");
    container.withEnv("NIGHTJAR_STORE_ENDPOINT", store().toString());
    container.withEnv("NIGHTJAR_STORE_ACCESS_KEY", ACCESS_KEY);
    container.withEnv("NIGHTJAR_STORE_SECRET_KEY", SECRET_KEY);
    container.withEnv("QUARKUS_HTTP_HOST", LOOPBACK);
    container.withEnv("QUARKUS_MANAGEMENT_HOST", LOOPBACK);
    container.withEnv("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
    container.withEnv("JDK_JAVA_OPTIONS", "-Xmx256m");
    if (name.equals("ingest-service")) {
      String inside = "/etc/nightjar/token-keys.json";
      container.withEnv("QUARKUS_HTTP_PORT", Integer.toString(ingestPort));
      container.withEnv("NIGHTJAR_TOKEN_KEYS_FILE", inside);
      container.withCreateContainerCmdModifier(
          command ->
              hostConfig(command.getHostConfig())
                  .withBinds(new Bind(keys.toString(), new Volume(inside), AccessMode.ro)));
    } else {
      container.withEnv("QUARKUS_HTTP_PORT", Integer.toString(LoopbackPorts.free()));
    }
    launch(name, container, () -> isReady(name));
  }

  /** A container that may next to nothing, and has one processor and half a gibibyte. */
  static GenericContainer<?> restricted(String image) {
    var container = new GenericContainer<>(DockerImageName.parse(image));
    container.withNetworkMode("host");
    container.withImagePullPolicy(name -> false);
    container.withCreateContainerCmdModifier(
        command ->
            hostConfig(command.getHostConfig())
                .withReadonlyRootfs(true)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withTmpFs(Map.of("/tmp", "mode=1777"))
                .withMemory(MEMORY)
                .withNanoCPUs(ONE_PROCESSOR));
    return container;
  }

  private static HostConfig hostConfig(@Nullable HostConfig found) {
    return Objects.requireNonNull(found);
  }

  private void launch(String name, GenericContainer<?> container, BooleanSupplier ready) {
    container.waitingFor(
        new AbstractWaitStrategy() {
          @Override
          protected void waitUntilReady() {
            await(name + " to be ready").atMost(PATIENCE).until(ready::getAsBoolean);
          }
        });
    running.put(name, container);
    container.start();
  }

  /** Ends a service as a lost node would, and starts it again. */
  void killAndStart(String name) {
    GenericContainer<?> container = Objects.requireNonNull(running.get(name));
    container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    await(name + " to have ended").atMost(PATIENCE).until(() -> !container.isRunning());
    container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
    await(name + " to be ready again").atMost(PATIENCE).until(() -> isReady(name));
  }

  /** What a container has said so far. */
  String log(String name) {
    return Objects.requireNonNull(running.get(name)).getLogs();
  }

  /** Bytes of memory that a container's processes have touched and not given back. */
  long residentBytes(String name) throws IOException {
    String id = Objects.requireNonNull(running.get(name)).getContainerId();
    Long pid =
        Objects.requireNonNull(running.get(name))
            .getDockerClient()
            .inspectContainerCmd(id)
            .exec()
            .getState()
            .getPidLong();
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow()
          << 10;
    }
  }

  private boolean isReady(String name) {
    URI health =
        URI.create("http://" + LOOPBACK + ":" + managementPorts.get(name) + "/q/health/ready");
    try {
      HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(5)).build();
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean accepts(int port) {
    try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return connection.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    List<GenericContainer<?>> all = new ArrayList<>(running.values());
    all.parallelStream().forEach(GenericContainer::stop);
  }
}
