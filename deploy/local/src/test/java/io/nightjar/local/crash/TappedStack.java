package io.nightjar.local.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightjar.embedded.EmbeddedOptions;
import io.nightjar.embedded.EmbeddedProcess;
import io.nightjar.embedded.TopicReader;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import io.nightjar.pipeline.store.StoreSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The packaged services, each of which reaches the store through a tap of its own. */
final class TappedStack {
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final Map<String, TopicReader> readers = new HashMap<>();
  private final Map<String, StoreTap> taps = new HashMap<>();
  private final Map<String, ServiceProcess> services = new HashMap<>();
  private final EmbeddedProcess embedded;
  private final ObjectStore store;

  private TappedStack(Path folder) throws IOException, InterruptedException {
    this.embedded = opened(EmbeddedProcess.start(EmbeddedOptions.in(folder.resolve("data"))));
    this.store = opened(openStore(embedded));
  }

  /**
   * Starts a broker, a store, and services.
   *
   * @param heapMegabytes of each service, by its name without "-service"
   */
  static TappedStack start(Path folder, Map<String, Integer> heapMegabytes)
      throws IOException, InterruptedException {
    return startWith(folder, heapMegabytes, Map.of());
  }

  /** The same with further variables of the services. */
  static TappedStack startWith(
      Path folder, Map<String, Integer> heapMegabytes, Map<String, String> variables)
      throws IOException, InterruptedException {
    TappedStack stack = new TappedStack(folder);
    for (Map.Entry<String, Integer> service : heapMegabytes.entrySet()) {
      stack.add(service.getKey(), service.getValue(), folder);
      stack.service(service.getKey()).with(variables);
    }
    try {
      stack.services.values().parallelStream().forEach(ServiceProcess::start);
    } catch (RuntimeException | AssertionError e) {
      stack.stopAfter(e);
      throw e;
    }
    return stack;
  }

  /** Ends what runs of a stack that did not start; no one else can. */
  private void stopAfter(Throwable failure) {
    try {
      stop();
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }

  private void add(String name, int heapMegabytes, Path folder) throws IOException {
    StoreTap tap = opened(StoreTap.on(embedded.addresses().storeEndpoint()));
    taps.put(name, tap);
    services.put(
        name,
        opened(
            new ServiceProcess(
                name + "-service", heapMegabytes, folder, embedded, tap.endpoint())));
  }

  /** One more replica of a service, past all taps; it is launched, and ends with the rest. */
  ServiceProcess launchReplica(String name, int heapMegabytes, Path folder) throws IOException {
    URI store = embedded.addresses().storeEndpoint();
    ServiceProcess replica =
        opened(new ServiceProcess(name + "-service", heapMegabytes, folder, embedded, store));
    replica.launch();
    return replica;
  }

  /** Ends it, the last part first. */
  void stop() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  ServiceProcess service(String name) {
    return Objects.requireNonNull(services.get(name));
  }

  StoreTap tap(String service) {
    return Objects.requireNonNull(taps.get(service));
  }

  Camera camera(String name) throws IOException {
    return service("ingest").camera(name);
  }

  /** However often it was published, a consumer that drops repeats sees one event. */
  void assertOneIdentity(String topic, String recordingId, String type) {
    String full = "io.nightjar." + type + ".v1";
    List<ConsumerRecord<String, byte[]>> events =
        await(full + " of " + recordingId)
            .atMost(PATIENCE)
            .until(
                () ->
                    records(topic, recordingId).stream()
                        .filter(event -> TopicReader.header(event, "ce_type").equals(full))
                        .toList(),
                found -> !found.isEmpty());
    assertThat(events.stream().map(event -> TopicReader.header(event, "ce_id")).distinct())
        .as("identities of " + full)
        .hasSize(1);
    assertThat(events.stream().map(event -> Sha256.of(event.value())).distinct())
        .as("contents of " + full)
        .hasSize(1);
  }

  /** What a topic says of a recording. */
  List<ConsumerRecord<String, byte[]>> records(String topic, String recordingId) {
    String servers = embedded.addresses().bootstrapServers();
    return readers
        .computeIfAbsent(topic, name -> opened(new TopicReader(servers, name)))
        .of(recordingId);
  }

  /** The recordings that stand in the store with this content. */
  List<String> recordingsOf(byte[] content) throws StoreException {
    String sha256 = Sha256.of(content);
    List<String> ids = new ArrayList<>();
    for (String key : keys("recordings/")) {
      String document = new String(store.find(key, 1 << 16).orElseThrow(), UTF_8);
      if (document.contains(sha256)) {
        ids.add(key.substring("recordings/".length(), key.length() - ".json".length()));
      }
    }
    return ids;
  }

  /** The keys that stand in the store. */
  List<String> keys(String prefix) throws StoreException {
    List<String> keys = new ArrayList<>();
    store.list(prefix, object -> keys.add(object.key()));
    return keys;
  }

  /** The bucket of the services, past their taps. */
  static ObjectStore openStore(EmbeddedProcess embedded) {
    return new MinioObjectStore(
        new StoreSettings(
            embedded.addresses().storeEndpoint(),
            "us-east-1",
            "nightjar",
            embedded.options().accessKey(),
            embedded.options().secretKey(),
            Duration.ofSeconds(30)));
  }

  private <T extends AutoCloseable> T opened(T resource) {
    opened.add(resource);
    return resource;
  }
}
