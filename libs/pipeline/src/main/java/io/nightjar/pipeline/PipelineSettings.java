package io.nightjar.pipeline;

import io.nightjar.pipeline.event.KafkaSettings;
import io.nightjar.pipeline.store.StoreSettings;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * What every service must be told. Read from the properties {@code nightjar.*}, which can also be
 * given as {@code NIGHTJAR_*} in the environment.
 *
 * @param kafka the message log
 * @param store the object store
 * @param concurrency recordings that are worked on at the same time
 * @param serviceVersion what is running, for dead letters
 */
public record PipelineSettings(
    KafkaSettings kafka, StoreSettings store, int concurrency, String serviceVersion) {

  /**
   * Reads the settings.
   *
   * @param property looks a property up by its name
   * @throws IllegalArgumentException naming the property that is missing or malformed
   */
  public static PipelineSettings read(Function<String, Optional<String>> property) {
    Lookup lookup = new Lookup(property);
    return new PipelineSettings(
        kafka(lookup),
        store(lookup),
        lookup.number("nightjar.concurrency", Runtime.getRuntime().availableProcessors()),
        lookup.text("nightjar.service-version", "development"));
  }

  private static KafkaSettings kafka(Lookup lookup) {
    return new KafkaSettings(
        lookup.required("nightjar.kafka.bootstrap-servers"),
        lookup.number("nightjar.kafka.partitions", 6),
        (short) lookup.number("nightjar.kafka.replication-factor", 1),
        lookup.seconds("nightjar.kafka.session-timeout-seconds", 10),
        lookup.seconds("nightjar.kafka.publish-timeout-seconds", 10),
        lookup.pairs("nightjar.kafka.properties"));
  }

  private static StoreSettings store(Lookup lookup) {
    return new StoreSettings(
        URI.create(lookup.required("nightjar.store.endpoint")),
        lookup.text("nightjar.store.region", "us-east-1"),
        lookup.text("nightjar.store.bucket", "nightjar"),
        lookup.required("nightjar.store.access-key"),
        lookup.required("nightjar.store.secret-key"),
        lookup.seconds("nightjar.store.timeout-seconds", 30));
  }
}
