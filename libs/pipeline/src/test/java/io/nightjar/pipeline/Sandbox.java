package io.nightjar.pipeline;

import io.minio.CreateMultipartUploadArgs;
import io.minio.ListMultipartUploadsArgs;
import io.minio.MinioAsyncClient;
import io.nightjar.embedded.EmbeddedProcess;
import io.nightjar.embedded.TopicReader;
import io.nightjar.pipeline.event.EventPublisher;
import io.nightjar.pipeline.event.KafkaSettings;
import io.nightjar.pipeline.event.ServiceTopics;
import io.nightjar.pipeline.event.TopicSettings;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectStat;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import io.nightjar.pipeline.store.StoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** A bucket and topics of one test class's own, in a broker and a store that are real. */
public final class Sandbox implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final OkHttpClient HTTP = new OkHttpClient();
  private static final int PARTITIONS = 4;

  private final String name;
  private final StoreSettings storeSettings;
  private final KafkaSettings kafka;
  private final MinioObjectStore store;
  private final EventPublisher publisher;
  private final MinioAsyncClient minio;
  private final Admin admin;
  private final Map<String, TopicReader> readers = new ConcurrentHashMap<>();

  private Sandbox(String name, StoreSettings storeSettings, KafkaSettings kafka) {
    this.name = name;
    this.storeSettings = storeSettings;
    this.kafka = kafka;
    this.store = new MinioObjectStore(storeSettings);
    this.publisher = new EventPublisher(kafka);
    this.admin = Admin.create(kafka.admin());
    this.minio =
        MinioAsyncClient.builder()
            .endpoint(storeSettings.endpoint().toString())
            .region(storeSettings.region())
            .credentials(storeSettings.accessKey(), storeSettings.secretKey())
            .httpClient(HTTP)
            .build();
  }

  /** Opens the bucket by another address. */
  public ObjectStore storeAt(URI endpoint) {
    return new MinioObjectStore(
        new StoreSettings(
            endpoint,
            storeSettings.region(),
            storeSettings.bucket(),
            storeSettings.accessKey(),
            storeSettings.secretKey(),
            storeSettings.timeout()));
  }

  /** Makes the bucket and the topics of the contract, in a broker and a store. */
  public static Sandbox in(EmbeddedProcess broker, TestedStore under, String testClass) {
    String name = testClass.toLowerCase(Locale.ROOT) + "-" + NUMBER.incrementAndGet();
    StoreSettings store = under.bucket(name);
    KafkaSettings kafka =
        new KafkaSettings(
            broker.addresses().bootstrapServers(),
            TopicSettings.oneBroker(PARTITIONS),
            Duration.ofSeconds(6),
            Duration.ofSeconds(2),
            Map.of());
    Sandbox sandbox = new Sandbox(name, store, kafka);
    try {
      sandbox.store.prepare();
      sandbox.make(Topics.all());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return sandbox;
  }

  /** A name that no one else uses. */
  public String unique(String what) {
    return name + "-" + what + "-" + NUMBER.incrementAndGet();
  }

  /** A new topic with four partitions. */
  public String topic(String what) throws IOException, InterruptedException {
    String topic = "nightjar." + unique(what);
    make(List.of(topic));
    return topic;
  }

  /** Makes the dead letters of a service. */
  public String deadLetters(String service) throws IOException, InterruptedException {
    String topic = Topics.deadLetters(service);
    make(List.of(topic));
    return topic;
  }

  /** Makes the retries of a service. */
  public String retries(String service) throws IOException, InterruptedException {
    String topic = Topics.retries(service);
    make(List.of(topic));
    return topic;
  }

  private void make(List<String> topics) throws IOException, InterruptedException {
    new ServiceTopics(kafka, topics, topics, Optional.empty()).prepare();
  }

  /** The store, on this sandbox's bucket. */
  public ObjectStore store() {
    return store;
  }

  public StoreSettings storeSettings() {
    return storeSettings;
  }

  public KafkaSettings kafka() {
    return kafka;
  }

  public EventPublisher publisher() {
    return publisher;
  }

  /** Every key under a prefix. */
  public List<String> keys(String prefix) throws StoreException {
    List<String> keys = new ArrayList<>();
    store.list(prefix, (ObjectStat object) -> keys.add(object.key()));
    return keys;
  }

  /** Removes every object of the store. */
  public void clear() throws StoreException {
    for (String key : keys("")) {
      store.delete(key);
    }
  }

  /** The keys of uploads in parts that were neither completed nor abandoned. */
  public List<String> unfinishedUploads() {
    return minio
        .listMultipartUploads(
            ListMultipartUploadsArgs.builder().bucket(storeSettings.bucket()).build())
        .join()
        .result()
        .uploads()
        .stream()
        .map(upload -> upload.objectName())
        .toList();
  }

  /** Begins an upload in parts and forgets about it, as a process does that is killed. */
  public void beginUpload(String key) {
    minio
        .createMultipartUpload(
            CreateMultipartUploadArgs.builder().bucket(storeSettings.bucket()).object(key).build())
        .join();
  }

  /** Every record of a topic from its beginning to the end that it has now. */
  public List<ConsumerRecord<String, byte[]>> read(String topic) {
    return readers
        .computeIfAbsent(topic, name -> new TopicReader(kafka.bootstrapServers(), name))
        .all();
  }

  /** Every record of a topic with a key. */
  public List<ConsumerRecord<String, byte[]>> read(String topic, Object key) {
    return read(topic).stream().filter(message -> key.toString().equals(message.key())).toList();
  }

  /** The offset that a group has committed of a partition; 0 where it has none. */
  public long committed(String group, String topic, int partition) {
    return committed(group).getOrDefault(new TopicPartition(topic, partition), 0L);
  }

  /** How many records of a topic a group has not committed yet. */
  public long lag(String group, String topic) {
    Map<TopicPartition, Long> committed = committed(group);
    Map<TopicPartition, OffsetSpec> latest =
        IntStream.range(0, PARTITIONS)
            .boxed()
            .collect(Collectors.toMap(n -> new TopicPartition(topic, n), n -> OffsetSpec.latest()));
    return asked(admin.listOffsets(latest).all()).entrySet().stream()
        .mapToLong(end -> end.getValue().offset() - committed.getOrDefault(end.getKey(), 0L))
        .sum();
  }

  private Map<TopicPartition, Long> committed(String group) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    asked(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                offsets.put(partition, offset.offset());
              }
            });
    return offsets;
  }

  private static <T> T asked(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A header's text. */
  public static String header(ConsumerRecord<?, ?> message, String header) {
    return TopicReader.header(message, header);
  }

  /** Whether two records hold the same data. */
  public static boolean sameData(
      ConsumerRecord<?, byte[]> first, ConsumerRecord<?, byte[]> second) {
    return Arrays.equals(first.value(), second.value());
  }

  @Override
  public void close() {
    readers.values().forEach(TopicReader::close);
    admin.close(Duration.ZERO);
    publisher.close();
    store.close();
  }
}
