package io.nightjar.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program: its broker, its data, its ports, its end. */
@Tag("process")
class EmbeddedProcessTest {
  private static final TopicPartition CALLS = new TopicPartition("calls", 0);

  @TempDir Path data;

  @Test
  void dataOutlivesACleanStopAndAKillOnTheSameAddresses() throws Exception {
    try (var process = EmbeddedProcess.start(EmbeddedOptions.in(data).withBucket("fleet"))) {
      EmbeddedAddresses addresses = process.addresses();
      var s3 =
          new SignedS3(
              addresses.storeEndpoint(),
              process.options().accessKey(),
              process.options().secretKey());
      try (Admin admin = Admin.create(bootstrap(process))) {
        admin.createTopics(List.of(new NewTopic(CALLS.topic(), 1, (short) 1))).all().get();
      }
      produce(process, "ruru");
      s3.put("/fleet/one", "1".getBytes(UTF_8), Map.of());

      process.restart();

      assertThat(process.addresses()).isEqualTo(addresses);
      assertThat(consume(process, 1)).containsExactly("ruru");
      assertThat(s3.get("/fleet/one", Map.of()).body()).asString(UTF_8).isEqualTo("1");
      produce(process, "kiwi");
      Path unfinished = data.resolve("s3/fleet/two-0a4e51bb-7dd2-4b2f-9d0c-2d6a3a6f2f10");
      Files.createFile(unfinished);

      process.kill();
      process.restart();

      assertThat(consume(process, 2)).containsExactly("ruru", "kiwi");
      assertThat(s3.get("/fleet/one", Map.of()).body()).asString(UTF_8).isEqualTo("1");
      assertThat(unfinished).doesNotExist();
    }
  }

  @Test
  void aTakenPortIsNamedWithTheWayToChooseAnother() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      int port = taken.getLocalPort();

      assertThatThrownBy(
              () -> EmbeddedProcess.start(EmbeddedOptions.in(data).withPorts(port, 0)).close())
          .isInstanceOf(EmbeddedStartException.class)
          .hasMessageContaining("port " + port)
          .hasMessageContaining("--kafka-port");
      assertThatThrownBy(
              () -> EmbeddedProcess.start(EmbeddedOptions.in(data).withPorts(0, port)).close())
          .isInstanceOf(EmbeddedStartException.class)
          .hasMessageContaining("port " + port)
          .hasMessageContaining("--s3-port");
    }
  }

  @Test
  void aSecondProgramOnTheSameDataIsRefused() throws Exception {
    var options = EmbeddedOptions.in(data).withParts(Part.S3);
    try (var first = EmbeddedProcess.start(options)) {
      assertThatThrownBy(() -> EmbeddedProcess.start(options).close())
          .isInstanceOf(EmbeddedStartException.class)
          .hasMessageContaining(data.toString())
          .hasMessageContaining("in use");
      assertThat(first.addresses().kafka()).isEmpty();
    }
  }

  @Test
  void theProgramEndsWithTheProcessItLivesWith() throws Exception {
    // cat waits for input that never comes.
    Process companion = new ProcessBuilder("cat").start();
    Path ready = data.resolve("ready.json");
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            ProgramFiles.jar().toString(),
            "--parts",
            "s3",
            "--data",
            data.toString(),
            "--ready-file",
            ready.toString(),
            "--lives-with",
            Long.toString(companion.pid()));
    builder.environment().put(Arguments.ACCESS_KEY, "key");
    builder.environment().put(Arguments.SECRET_KEY, "secret");
    Process program = builder.start();
    try (var output = program.inputReader()) {
      assertThat(output.readLine()).startsWith("ready: ");

      companion.destroy();

      assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(program.exitValue()).isZero();
    } finally {
      companion.destroyForcibly();
      program.destroyForcibly();
    }
  }

  @Test
  void aTopicThatNobodyMadeIsNotMadeByReading() throws Exception {
    var options = EmbeddedOptions.in(data).withParts(Part.KAFKA);
    try (var process = EmbeddedProcess.start(options);
        Admin admin = Admin.create(bootstrap(process));
        var consumer =
            new KafkaConsumer<>(
                bootstrap(process), new StringDeserializer(), new StringDeserializer())) {
      consumer.partitionsFor("misspelt", Duration.ofSeconds(10));

      assertThat(admin.listTopics().names().get()).isEmpty();
    }
  }

  private static void produce(EmbeddedProcess process, String value) throws Exception {
    try (var producer =
        new KafkaProducer<>(bootstrap(process), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(CALLS.topic(), "key", value)).get();
    }
  }

  private static List<String> consume(EmbeddedProcess process, int count) {
    try (var consumer =
        new KafkaConsumer<>(
            bootstrap(process), new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(CALLS));
      consumer.seekToBeginning(List.of(CALLS));
      var values = new ArrayList<String>();
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (values.size() < count && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(found -> values.add(found.value()));
      }
      return values;
    }
  }

  private static Map<String, Object> bootstrap(EmbeddedProcess process) {
    return Map.of("bootstrap.servers", process.addresses().bootstrapServers());
  }
}
