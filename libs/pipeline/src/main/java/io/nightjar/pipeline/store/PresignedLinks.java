package io.nightjar.pipeline.store;

import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.errors.MinioException;
import java.net.URI;
import java.time.Duration;

/**
 * Links by which anyone may read one object for a while, straight from the store. Made without
 * asking the store. Thread-safe.
 */
public final class PresignedLinks {
  /** S3 signs for no longer. */
  private static final Duration LONGEST = Duration.ofDays(7);

  private final MinioAsyncClient client;
  private final String bucket;
  private final int seconds;

  /**
   * Signs with the keys of a store.
   *
   * @param endpoint the store's address as readers know it; it is part of what is signed
   * @param life how long a link can be used, one second to seven days
   */
  public PresignedLinks(StoreSettings settings, URI endpoint, Duration life) {
    if (life.toSeconds() < 1 || life.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a link lives for one second to seven days: " + life);
    }
    this.client =
        MinioAsyncClient.builder()
            .endpoint(endpoint.toString())
            .region(settings.region())
            .credentials(settings.accessKey(), settings.secretKey())
            .build();
    this.bucket = settings.bucket();
    this.seconds = (int) life.toSeconds();
  }

  /** A link to an object, from now on. */
  public URI to(String key) throws StoreException {
    try {
      return URI.create(
          client.getPresignedObjectUrl(
              GetPresignedObjectUrlArgs.builder()
                  .method(Http.Method.GET)
                  .bucket(bucket)
                  .object(key)
                  .expiry(seconds)
                  .build()));
    } catch (MinioException e) {
      throw new StoreException("cannot sign a link to " + key, e);
    }
  }
}
