package io.nightjar.pipeline.store;

import java.net.URI;
import java.time.Duration;

/**
 * How to reach the object store.
 *
 * @param endpoint its address, for example {@code https://s3.example.org}
 * @param region the region that requests are signed for
 * @param bucket the bucket that holds everything
 * @param accessKey the access key's id
 * @param secretKey the access key's secret
 * @param timeout how long one exchange may stand still
 * @param bodySigning whether the signature of a request covers its body
 */
public record StoreSettings(
    URI endpoint,
    String region,
    String bucket,
    String accessKey,
    String secretKey,
    Duration timeout,
    BodySigning bodySigning) {

  public StoreSettings {
    notBlank("region", region);
    notBlank("bucket", bucket);
    notBlank("access-key", accessKey);
    notBlank("secret-key", secretKey);
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("nightjar.store.timeout-seconds must be positive");
    }
  }

  /** With bodies signed where that is needed. */
  public StoreSettings(
      URI endpoint,
      String region,
      String bucket,
      String accessKey,
      String secretKey,
      Duration timeout) {
    this(endpoint, region, bucket, accessKey, secretKey, timeout, BodySigning.WHERE_NEEDED);
  }

  /** Without the keys. */
  @Override
  public String toString() {
    return "StoreSettings[" + endpoint + ", " + bucket + "]";
  }

  private static void notBlank(String name, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("nightjar.store." + name + " is blank");
    }
  }
}
