package io.nightjar.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A Kafka broker that is its own controller (KRaft), on the loopback address. */
final class KafkaPart implements AutoCloseable {
  /** Settings that are lists of listeners. */
  private static final Set<String> LISTENERS =
      Set.of("listeners", "advertised.listeners", "listener.security.protocol.map");

  private final KafkaRaftServer server;
  private final int port;

  private KafkaPart(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts the broker; returns when it takes requests. A folder that was never used is formatted.
   *
   * @param further a file with settings that go before the broker's own; its listeners are added
   */
  static KafkaPart start(Path folder, int wantedPort, Optional<Path> further) throws IOException {
    int port = LoopbackPorts.choose(Part.KAFKA, wantedPort);
    Path log = Files.createDirectories(folder.resolve("log"));
    Properties properties = properties(log, port, LoopbackPorts.free());
    if (further.isPresent()) {
      add(properties, further.get());
    }
    format(folder, log, properties);
    var server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
    server.startup();
    return new KafkaPart(server, port);
  }

  String bootstrapServers() {
    return LoopbackPorts.HOST + ":" + port;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Path folder, Path log, Properties properties) throws IOException {
    if (Files.exists(log.resolve("meta.properties"))) {
      return;
    }
    Path config = folder.resolve("server.properties");
    try (Writer out = Files.newBufferedWriter(config)) {
      properties.store(out, null);
    }
    var said = new ByteArrayOutputStream();
    int code =
        StorageTool.execute(
            new String[] {
              "format", "--config", config.toString(), "--cluster-id", Uuid.randomUuid().toString()
            },
            new PrintStream(said, true, StandardCharsets.UTF_8));
    if (code != 0) {
      throw new IOException(
          "Kafka could not format " + log + ": " + said.toString(StandardCharsets.UTF_8));
    }
  }

  private static void add(Properties properties, Path file) throws IOException {
    var further = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      further.load(in);
    }
    for (String name : further.stringPropertyNames()) {
      String own = LISTENERS.contains(name) ? properties.getProperty(name) + "," : "";
      properties.setProperty(name, own + further.getProperty(name));
    }
  }

  private static Properties properties(Path log, int port, int controllerPort) {
    var settings = new TreeMap<String, Object>(ONE_MACHINE);
    String broker = LoopbackPorts.HOST + ":" + port;
    String controller = LoopbackPorts.HOST + ":" + controllerPort;
    settings.put("log.dirs", log.toString());
    settings.put("listeners", "PLAINTEXT://" + broker + ",CONTROLLER://" + controller);
    settings.put("advertised.listeners", "PLAINTEXT://" + broker);
    settings.put("controller.quorum.voters", "1@" + controller);
    var properties = new Properties();
    settings.forEach((name, value) -> properties.setProperty(name, value.toString()));
    return properties;
  }

  private static final Map<String, Object> ONE_MACHINE =
      Map.ofEntries(
          Map.entry("process.roles", "broker,controller"),
          Map.entry("node.id", 1),
          Map.entry("controller.listener.names", "CONTROLLER"),
          Map.entry("inter.broker.listener.name", "PLAINTEXT"),
          Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),

          // Nothing to replicate to. Fifty partitions for each internal topic would cost a second.
          Map.entry("default.replication.factor", 1),
          Map.entry("min.insync.replicas", 1),
          Map.entry("offsets.topic.replication.factor", 1),
          Map.entry("offsets.topic.num.partitions", 4),
          Map.entry("transaction.state.log.replication.factor", 1),
          Map.entry("transaction.state.log.min.isr", 1),
          Map.entry("transaction.state.log.num.partitions", 4),
          Map.entry("share.coordinator.state.topic.replication.factor", 1),
          Map.entry("share.coordinator.state.topic.min.isr", 1),
          Map.entry("share.coordinator.state.topic.num.partitions", 4),

          // After a kill the old registration must expire before the broker may come back; the
          // default of nine seconds made every start after a kill take twelve.
          Map.entry("broker.session.timeout.ms", 4_000),
          Map.entry("broker.heartbeat.interval.ms", 1_000),

          // A misspelt topic must fail here as it would in production.
          Map.entry("auto.create.topics.enable", false),
          Map.entry("group.initial.rebalance.delay.ms", 0),
          // Tests kill consumers, and wait for the group to notice.
          Map.entry("group.min.session.timeout.ms", 1_000),

          // A small machine: few threads, small buffers and files.
          Map.entry("num.network.threads", 2),
          Map.entry("num.io.threads", 4),
          Map.entry("background.threads", 2),
          Map.entry("num.recovery.threads.per.data.dir", 2),
          Map.entry("log.preallocate", false),
          Map.entry("log.segment.bytes", 64 << 20),
          Map.entry("log.index.size.max.bytes", 1 << 20),
          Map.entry("log.cleaner.dedupe.buffer.size", 8 << 20),
          Map.entry("metadata.log.max.record.bytes.between.snapshots", 4 << 20),
          Map.entry("metadata.log.max.idle.interval.ms", 5_000),
          Map.entry("metric.reporters", ""));
}
