package io.nightjar.embedded;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Runs the packaged broker and store once, so that their JVM writes down what they load: part of a
 * whole build, before any test that starts them. See {@link StartupCache}.
 */
final class StartupTraining {
  /** A JVM writes its cache while it ends, in five seconds of processor time. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final String NAME = "training";
  private static final byte[] CONTENT = {1};

  private StartupTraining() {}

  /** Makes the cache beside the program's jar. */
  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    Path folder = Files.createTempDirectory("nightjar-training");
    try {
      Path cache = folder.resolve("cache");
      var options = EmbeddedOptions.in(folder.resolve("data")).withBucket(NAME);
      EmbeddedProcess process = EmbeddedProcess.start(options, StartupCache.training(cache));
      try {
        useBroker(process.addresses().bootstrapServers());
        useStore(process);
      } finally {
        process.stop(PATIENCE);
      }
      StartupCache.adopt(cache, ProgramFiles.jar());
      out.println("made the class cache of the broker and store");
    } catch (EmbeddedStartException failure) {
      // They start without it, only later.
      out.println("no class cache: " + failure.getMessage());
    } finally {
      remove(folder);
    }
  }

  private static void useBroker(String servers) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", servers);
    try (Admin admin = Admin.create(settings)) {
      admin.createTopics(List.of(new NewTopic(NAME, 1, (short) 1))).all().get();
    }
    var toBytes = new ByteArraySerializer();
    try (var producer = new KafkaProducer<>(settings, toBytes, toBytes)) {
      producer.send(new ProducerRecord<>(NAME, CONTENT, CONTENT)).get();
    }
    var ofBytes = new ByteArrayDeserializer();
    Map<String, Object> ofGroup =
        Map.of("bootstrap.servers", servers, "group.id", NAME, "auto.offset.reset", "earliest");
    try (var consumer = new KafkaConsumer<>(ofGroup, ofBytes, ofBytes)) {
      consumer.subscribe(List.of(NAME));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (consumer.poll(Duration.ofMillis(100)).isEmpty() && System.nanoTime() < deadline) {
        // Until the group has its one member.
      }
      consumer.commitSync();
    }
  }

  private static void useStore(EmbeddedProcess process) throws Exception {
    var store =
        new SignedS3(
            process.addresses().storeEndpoint(),
            process.options().accessKey(),
            process.options().secretKey());
    String object = "/" + NAME + "/object";
    store.put(object, CONTENT, Map.of("If-None-Match", "*"));
    store.get(object, Map.of());
    store.query("/" + NAME, Map.of("list-type", "2", "prefix", ""));
    store.delete(object);
  }

  private static void remove(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
