package io.nightjar.local.crash;

import static org.awaitility.Awaitility.await;

import io.nightjar.embedded.EmbeddedProcess;
import io.nightjar.embedded.LoopbackPorts;
import io.nightjar.embedded.StartupCache;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.store.StoreSettings;
import io.nightjar.registry.token.Enrolment;
import io.nightjar.registry.token.TokenKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A packaged service as its own process, to be killed and started again on the same port. */
public final class ServiceProcess implements AutoCloseable {
  private static final Path ROOT = Path.of(System.getProperty("nightjar.root", "../.."));
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Characters of a log that say enough of an end. */
  private static final int LOG_SHOWN = 4000;

  private static final TokenKeys KEYS = TokenKeys.generate();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String name;
  private final int heapMegabytes;
  private final Path folder;
  private final Map<String, String> environment;
  private final List<String> launcher = new ArrayList<>();
  private final int port;
  private final int managementPort;
  private Optional<Process> process = Optional.empty();

  /**
   * Describes a process.
   *
   * @param name the service's folder
   * @param heapMegabytes the most heap that it may have
   * @param folder takes its log
   * @param store where the service finds the store
   */
  public ServiceProcess(
      String name, int heapMegabytes, Path folder, EmbeddedProcess embedded, URI store)
      throws IOException {
    this.name = name;
    this.heapMegabytes = heapMegabytes;
    this.folder = folder;
    this.port = LoopbackPorts.free();
    this.managementPort = LoopbackPorts.free();
    this.environment = new HashMap<>();
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
    environment.put("NIGHTJAR_KAFKA_BOOTSTRAP_SERVERS", embedded.addresses().bootstrapServers());
    environment.put("NIGHTJAR_KAFKA_SESSION_TIMEOUT_SECONDS", "2");
    environment.put("NIGHTJAR_KAFKA_REPLICATION_FACTOR", "1");
    environment.put("NIGHTJAR_STORE_ENDPOINT", store.toString());
    environment.put("NIGHTJAR_STORE_ACCESS_KEY", embedded.options().accessKey());
    environment.put("NIGHTJAR_STORE_SECRET_KEY", embedded.options().secretKey());
    if (name.equals("ingest-service")) {
      KEYS.write(tokenKeys());
      environment.put("NIGHTJAR_TOKEN_KEYS_FILE", tokenKeys().toString());
      environment.put("NIGHTJAR_OUTBOX_INTERVAL", "1s");
      environment.put("NIGHTJAR_OUTBOX_PATIENCE", "1s");
    }
    // Digits and a zone that no artefact, key or protocol may show.
    environment.put("JAVA_TOOL_OPTIONS", System.getProperty("tests.place", ""));
  }

  /** The same with further variables. */
  public ServiceProcess with(Map<String, String> variables) {
    environment.putAll(variables);
    return this;
  }

  /** The same with no other settings than these, but for its ports. */
  public ServiceProcess withNothingBut(Map<String, String> variables) {
    environment.keySet().removeIf(name -> name.startsWith("NIGHTJAR_"));
    environment.putAll(variables);
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
    return this;
  }

  /** The keys of tokens that it is told. */
  public Path tokenKeys() {
    return folder.resolve("token-keys.json");
  }

  /** A camera that is registered in the store as the service reaches it. */
  public Camera camera(String device) throws IOException {
    StoreSettings store =
        new StoreSettings(
            URI.create(variable("NIGHTJAR_STORE_ENDPOINT")),
            "us-east-1",
            "nightjar",
            variable("NIGHTJAR_STORE_ACCESS_KEY"),
            variable("NIGHTJAR_STORE_SECRET_KEY"),
            Duration.ofSeconds(30));
    return new Camera(
        address(), Enrolment.device(store, KEYS, new DeviceIdentity("crash", device)));
  }

  private String variable(String name) {
    return Objects.requireNonNull(environment.get(name));
  }

  /** What it answers to a GET of a path beside its health. */
  public String get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
            .timeout(Duration.ofSeconds(5))
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** What it has said so far. */
  public String log() throws IOException {
    return Files.readString(folder.resolve(name + ".log"));
  }

  /** Waits for its end, and returns its exit code. */
  public int awaitEnd() throws InterruptedException {
    Process running = process.orElseThrow();
    if (!running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException(name + " does not end");
    }
    return running.exitValue();
  }

  /** Gives it a setting more. */
  ServiceProcess with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /**
   * Lets no file that it writes become longer from its next start on: writing beyond fails, as it
   * does on a disk that is full.
   *
   * @param kibibytes of a file
   */
  ServiceProcess limitFiles(int kibibytes) {
    launcher.addAll(List.of("bash", "-c", "ulimit -f " + kibibytes + "; exec \"$@\"", "bash"));
    return this;
  }

  /** Lets its files become as long as the disk permits from its next start on. */
  void unlimitFiles() {
    launcher.clear();
  }

  /** Starts it and waits until it is ready. */
  public void start() {
    launch();
    awaitReady();
  }

  /** Starts it. */
  public void launch() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path program = ROOT.resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
    List<String> command = new ArrayList<>(launcher);
    command.addAll(
        List.of(
            java.toString(),
            "-Xmx" + heapMegabytes + "m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError"));
    try {
      command.addAll(StartupCache.options(program));
      command.addAll(List.of("-jar", program.toString()));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".log").toFile()));
      builder.environment().putAll(environment);
      process = Optional.of(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it is ready; fails at once, with the end of its log, if it has ended. */
  public void awaitReady() {
    await(name + " to be ready").atMost(PATIENCE).failFast(this::failIfEnded).until(this::ready);
  }

  private void failIfEnded() throws IOException {
    if (!alive()) {
      String log = log();
      throw new AssertionError(
          name + " has ended:\n" + log.substring(Math.max(0, log.length() - LOG_SHOWN)));
    }
  }

  /** SIGKILL: it runs no line of its own any more. */
  void kill() {
    process.ifPresent(Process::destroyForcibly);
  }

  /** SIGTERM: it is asked to end. */
  void askToEnd() {
    process.ifPresent(Process::destroy);
  }

  /** Waits until the killed process is gone, and starts a new one. */
  void startAgain() {
    launchAgain();
    awaitReady();
  }

  /** The same without waiting for the new one. */
  void launchAgain() {
    await(name + " to be gone")
        .atMost(PATIENCE)
        .until(() -> process.map(dead -> !dead.isAlive()).orElse(true));
    launch();
  }

  /** Whether it runs. */
  public boolean alive() {
    return process.map(Process::isAlive).orElse(false);
  }

  /** Its address. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    process.ifPresent(
        running -> {
          running.destroy();
          try {
            if (!running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
              running.destroyForcibly();
            }
          } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Whether it says that it is ready. */
  boolean ready() {
    return management("/q/health/ready").isPresent();
  }

  /** The value of a metric, summed over its labels; 0 while it does not answer. */
  double metric(String metric) {
    return management("/q/metrics")
        .orElse("")
        .lines()
        .filter(line -> line.startsWith(metric + " ") || line.startsWith(metric + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private Optional<String> management(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
