package io.nightjar.pipeline.store;

import io.minio.MinioAsyncClient;
import java.time.Duration;
import okhttp3.OkHttpClient;

/** Asks a store for a sign of life, on connections of its own, and does not wait long for it. */
public final class StoreProbe implements AutoCloseable {
  private final String bucket;
  private final OkHttpClient http;
  private final MinioAsyncClient client;

  /**
   * Probes a store.
   *
   * @param patience how long the whole exchange may take
   */
  public StoreProbe(StoreSettings settings, Duration patience) {
    this.bucket = settings.bucket();
    this.http = new OkHttpClient.Builder().callTimeout(patience).build();
    this.client = MinioObjectStore.client(settings, http);
  }

  /**
   * Returns if the store answers for the bucket.
   *
   * @throws StoreException if it does not, or has no such bucket
   */
  public void run() throws StoreException {
    if (!MinioObjectStore.hasBucket(client, bucket)) {
      throw new StoreException("the store has no bucket " + bucket);
    }
  }

  @Override
  public void close() {
    MinioObjectStore.close(http);
  }
}
