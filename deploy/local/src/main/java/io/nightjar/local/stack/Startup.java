package io.nightjar.local.stack;

import io.nightjar.embedded.LoopbackPorts;
import io.nightjar.local.terminal.Failure;
import io.nightjar.local.terminal.OrderlyEnd;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.registry.token.Enrolment;
import io.nightjar.registry.token.TokenKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One run of {@code up}: starts what does not run and waits for it. */
final class Startup {
  private static final String BUCKET = "nightjar";
  private static final String REGION = "us-east-1";
  private static final String DEVICE = "local-camera";
  private static final String GROUP = "local";
  private static final String OPERATOR = "local";
  private static final Duration OPERATOR_LIFETIME = Duration.ofDays(365);

  /** Tokens are made when the store answers. */
  private static final String NONE_YET = "";

  /** Seconds suffice on an idle machine; on a busy one a start may take minutes. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final long POLL_MILLIS = 50;
  private static final int LOG_LINES = 15;

  /** How the broker and store's program says that a file system lacks what it needs. */
  private static final String UNFIT_FOLDER = "can't hold objects";

  private final StackFolder folder;
  private final Programs programs;
  private final Consumer<String> notes;
  private final Processes processes;
  private final Health health;
  private final ClassCaches caches;

  Startup(
      StackFolder folder,
      Path root,
      Consumer<String> notes,
      Processes processes,
      Health health,
      ClassCaches caches) {
    this.folder = folder;
    this.programs = new Programs(folder, root);
    this.notes = notes;
    this.processes = processes;
    this.health = health;
    this.caches = caches;
  }

  LocalConfig run(Ports wanted, List<String> running) throws IOException, InterruptedException {
    LocalConfig config = config(wanted, running);
    if (running.size() == LocalStack.names().size()) {
      awaitServices(config);
      return config;
    }
    refuseTakenPorts(config, running);
    refuseUnbuilt();
    config.write(folder.config());
    try {
      LocalConfig enrolled = startMissing(config, running);
      awaitServices(enrolled);
      return enrolled;
    } catch (Failure | IOException | InterruptedException failure) {
      stopStarted(running);
      throw failure;
    }
  }

  /** Keys are made once; addresses change only while nothing runs. */
  private LocalConfig config(Ports wanted, List<String> running) {
    Optional<LocalConfig> known = LocalConfig.read(folder.config());
    if (!running.isEmpty()) {
      return known.orElseThrow(
          () ->
              Failure.because(
                  String.join(", ", running)
                      + " run, but "
                      + folder.config()
                      + " is gone; run ./nightjar down first"));
    }
    var secrets = new Secrets();
    Map<String, URI> services = new HashMap<>();
    wanted.services().forEach((service, port) -> services.put(service.label(), http(port)));
    Map<String, URI> management = new HashMap<>();
    wanted.management().forEach((service, port) -> management.put(service.label(), http(port)));
    return new LocalConfig(
        services,
        management,
        new LocalConfig.Kafka(Ports.HOST + ":" + wanted.kafka()),
        new LocalConfig.Store(
            http(wanted.s3()),
            REGION,
            BUCKET,
            known.map(config -> config.store().accessKey()).orElseGet(secrets::secret),
            known.map(config -> config.store().secretKey()).orElseGet(secrets::secret)),
        known.map(LocalConfig::device).orElse(new LocalConfig.Device(DEVICE, GROUP, NONE_YET)),
        known.map(LocalConfig::operatorToken).orElse(NONE_YET));
  }

  private static void refuseTakenPorts(LocalConfig config, List<String> running) {
    var taken = new ArrayList<String>();
    if (!running.contains(LocalStack.EMBEDDED)) {
      refuse(taken, config.kafkaPort(), "the Kafka broker", Ports.KAFKA_VARIABLE);
      refuse(taken, config.store().endpoint().getPort(), "the S3 server", Ports.S3_VARIABLE);
    }
    for (Service service : Service.values()) {
      if (!running.contains(service.label())) {
        refuse(taken, config.port(service), service.label(), service.portVariable());
        refuse(
            taken,
            config.managementPort(service),
            "the health of " + service.label(),
            service.managementPortVariable());
      }
    }
    if (!taken.isEmpty()) {
      throw Failure.because(
          String.join("\n", taken)
              + "\nor move the whole stack: ./nightjar up --port-base N, or "
              + Ports.BASE_VARIABLE
              + "=N (now "
              + config.port(Service.INGEST)
              + ")");
    }
  }

  private static void refuse(List<String> taken, int port, String whose, String variable) {
    if (!LoopbackPorts.isFree(port)) {
      taken.add(
          String.format(
              Locale.ROOT,
              "port %d, meant for %s, is taken by another program; free it, or set %s=N",
              port,
              whose,
              variable));
    }
  }

  private void refuseUnbuilt() {
    for (Path jar : programs.unbuilt()) {
      throw Failure.because(
          jar + " is not built; run ./nightjar without NIGHTJAR_BUILD=never, which builds it");
    }
  }

  private LocalConfig startMissing(LocalConfig config, List<String> running)
      throws IOException, InterruptedException {
    if (!running.contains(LocalStack.EMBEDDED)) {
      notes.accept("starting the broker and the object store");
      Files.deleteIfExists(folder.embeddedReady());
      ProcessHandle embedded =
          processes.start(
              LocalStack.EMBEDDED,
              embeddedCommand(config),
              Map.of(
                  "NIGHTJAR_STORE_ACCESS_KEY", config.store().accessKey(),
                  "NIGHTJAR_STORE_SECRET_KEY", config.store().secretKey()));
      await(Map.of(LocalStack.EMBEDDED, embedded), name -> Files.exists(folder.embeddedReady()));
    }
    LocalConfig enrolled = enrol(config);
    enrolled.write(folder.config());
    notes.accept("starting the services");
    for (Service service : Service.values()) {
      if (!running.contains(service.label())) {
        processes.start(service.label(), command(service), environment(service, enrolled));
      }
    }
    return enrolled;
  }

  /** Registers the stack's own device, and makes its token and the operator's. */
  private LocalConfig enrol(LocalConfig config) throws IOException {
    if (!Files.exists(folder.tokenKeys())) {
      TokenKeys.generate().write(folder.tokenKeys());
    }
    TokenKeys keys = TokenKeys.read(folder.tokenKeys());
    LocalConfig.Device device = config.device();
    String token =
        Enrolment.device(
            config.store().settings(), keys, new DeviceIdentity(device.group(), device.name()));
    return config.withTokens(token, Enrolment.operator(keys, OPERATOR, OPERATOR_LIFETIME));
  }

  private void awaitServices(LocalConfig config) throws InterruptedException {
    Map<String, ProcessHandle> started = new HashMap<>();
    for (Service service : Service.values()) {
      ProcessHandle process =
          processes.running(service.label()).orElseThrow(() -> ended(service.label()));
      started.put(service.label(), process);
    }
    await(started, name -> health.isReady(config.management(name)));
  }

  private void await(Map<String, ProcessHandle> started, Ready ready) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    var waiting = new HashMap<>(started);
    while (!waiting.isEmpty()) {
      for (Map.Entry<String, ProcessHandle> entry : List.copyOf(waiting.entrySet())) {
        if (ready.test(entry.getKey())) {
          waiting.remove(entry.getKey());
        } else if (!entry.getValue().isAlive()) {
          throw ended(entry.getKey());
        }
      }
      if (System.nanoTime() > deadline) {
        String name = waiting.keySet().iterator().next();
        throw Failure.because(
            String.format(
                Locale.ROOT,
                "%s was not ready in %d s; its log %s ends with:\n%s",
                name,
                PATIENCE.toSeconds(),
                folder.log(name),
                logEnd(name)));
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private Failure ended(String name) {
    String end = logEnd(name);
    String advice =
        end.contains(UNFIT_FOLDER)
            ? String.format(
                Locale.ROOT,
                "\nset %s to a folder on a file system with attributes and hard links, such as ext4, xfs, btrfs or APFS",
                StackFolder.VARIABLE)
            : "";
    return Failure.because(
        String.format(
            Locale.ROOT,
            "%s ended while it started; its log %s ends with:\n%s%s",
            name,
            folder.log(name),
            end,
            advice));
  }

  private void stopStarted(List<String> before) throws IOException, InterruptedException {
    OrderlyEnd.beginCleaning();
    notes.accept("stopping what was started");
    List<String> started =
        LocalStack.names().stream().filter(name -> !before.contains(name)).toList();
    new Shutdown(processes, notes, Shutdown.PATIENCE).run(started, true);
  }

  private List<String> command(Service service) throws IOException {
    var command = new ArrayList<>(List.of(java()));
    command.addAll(service.jvmOptions());
    command.addAll(program(service.label()));
    return command;
  }

  private List<String> embeddedCommand(LocalConfig config) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                java(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(program(LocalStack.EMBEDDED));
    command.addAll(List.of("--data", folder.data().toString()));
    command.addAll(List.of("--kafka-port", Integer.toString(config.kafkaPort())));
    command.addAll(List.of("--s3-port", Integer.toString(config.store().endpoint().getPort())));
    command.addAll(List.of("--bucket", config.store().bucket()));
    command.addAll(List.of("--ready-file", folder.embeddedReady().toString()));
    return command;
  }

  private List<String> program(String name) throws IOException {
    Path jar = programs.take(name);
    var options = new ArrayList<>(caches.options(name, jar));
    options.addAll(List.of("-jar", jar.toString()));
    return options;
  }

  private Map<String, String> environment(Service service, LocalConfig config) {
    var environment = new HashMap<String, String>();
    environment.put("QUARKUS_HTTP_HOST", Ports.HOST);
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(config.port(service)));
    environment.put("QUARKUS_MANAGEMENT_HOST", Ports.HOST);
    environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(config.managementPort(service)));
    environment.put("NIGHTJAR_KAFKA_BOOTSTRAP_SERVERS", config.kafka().bootstrapServers());
    environment.put("NIGHTJAR_KAFKA_REPLICATION_FACTOR", "1"); // there is one broker
    environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false"); // people read these logs
    environment.put("NIGHTJAR_STORE_ENDPOINT", config.store().endpoint().toString());
    environment.put("NIGHTJAR_STORE_REGION", config.store().region());
    environment.put("NIGHTJAR_STORE_BUCKET", config.store().bucket());
    environment.put("NIGHTJAR_STORE_ACCESS_KEY", config.store().accessKey());
    environment.put("NIGHTJAR_STORE_SECRET_KEY", config.store().secretKey());
    if (service == Service.INGEST) {
      environment.put("NIGHTJAR_TOKEN_KEYS_FILE", folder.tokenKeys().toString());
      environment.put("NIGHTJAR_REGISTRATION_MODE", "open"); // it is on loopback only
    }
    if (service == Service.AUDIO) {
      environment.put("NIGHTJAR_FFMPEG_FOLDER", folder.ffmpeg().toString());
    }
    return environment;
  }

  private String logEnd(String name) {
    try {
      List<String> lines = Files.readAllLines(folder.log(name));
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    } catch (IOException unreadable) {
      return "(it can't be read: " + unreadable.getMessage() + ")";
    }
  }

  private static URI http(int port) {
    return URI.create("http://" + Ports.HOST + ":" + port);
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private interface Ready {
    boolean test(String name) throws InterruptedException;
  }
}
