package io.nightjar.pipeline;

import io.nightjar.embedded.EmbeddedProcess;
import io.nightjar.pipeline.store.StoreSettings;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where tests make their buckets: in a store that the environment names, or in that of a process of
 * their own.
 *
 * @param buckets what the names of all buckets begin with, so that runs don't meet in one store
 */
public record TestedStore(
    URI endpoint, String region, String accessKey, String secretKey, String buckets) {
  static final String ENDPOINT = "NIGHTJAR_TEST_STORE_ENDPOINT";
  static final String REGION = "NIGHTJAR_TEST_STORE_REGION";
  static final String ACCESS_KEY = "NIGHTJAR_TEST_STORE_ACCESS_KEY";
  static final String SECRET_KEY = "NIGHTJAR_TEST_STORE_SECRET_KEY";

  private static final String AMAZONS_FIRST_REGION = "us-east-1";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /**
   * The store that an environment names; empty if it names none.
   *
   * @throws IllegalArgumentException if it names one without keys
   */
  public static Optional<TestedStore> named(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(ENDPOINT))
        .map(
            endpoint ->
                new TestedStore(
                    URI.create(endpoint),
                    environment.getOrDefault(REGION, AMAZONS_FIRST_REGION),
                    required(environment, ACCESS_KEY),
                    required(environment, SECRET_KEY),
                    "nightjar-test-" + run() + "-"));
  }

  /** The store of a process, which ends with its tests. */
  public static TestedStore of(EmbeddedProcess process) {
    return new TestedStore(
        process.addresses().storeEndpoint(),
        AMAZONS_FIRST_REGION,
        process.options().accessKey(),
        process.options().secretKey(),
        "");
  }

  /** The settings for one of the buckets. */
  public StoreSettings bucket(String name) {
    return new StoreSettings(endpoint, region, buckets + name, accessKey, secretKey, TIMEOUT);
  }

  private static String required(Map<String, String> environment, String variable) {
    String value = environment.getOrDefault(variable, "");
    if (value.isBlank()) {
      throw new IllegalArgumentException(ENDPOINT + " needs " + variable);
    }
    return value;
  }

  private static String run() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  }
}
