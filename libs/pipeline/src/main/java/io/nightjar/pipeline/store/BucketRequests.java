package io.nightjar.pipeline.store;

import io.minio.Checksum;
import io.minio.Http;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import java.util.concurrent.CompletableFuture;
import okhttp3.Response;

/**
 * Makes buckets. The SDK names the region in the body of every such request; S3 takes one without a
 * body for {@code us-east-1}, and a body that names this region for a mistake ({@code
 * InvalidLocationConstraint}). See <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html">CreateBucket</a>.
 */
final class BucketRequests extends MinioAsyncClient {
  private static final String REGION_WITHOUT_NAME = "us-east-1";
  private static final byte[] NOTHING = {};

  /** Sends by a client's connections, with its keys. */
  BucketRequests(MinioAsyncClient client) {
    super(client);
  }

  /** Completes when the bucket is made; with the store's refusal if it is not. */
  CompletableFuture<Void> make(String bucket, String region) {
    MakeBucketArgs args = MakeBucketArgs.builder().bucket(bucket).build();
    if (!region.equals(REGION_WITHOUT_NAME)) {
      return makeBucket(args).thenAccept(made -> {});
    }
    Http.Body none =
        new Http.Body(NOTHING, 0, null, Checksum.ZERO_SHA256_HASH, Checksum.ZERO_MD5_HASH);
    return executePutAsync(args, new Http.Headers(), new Http.QueryParameters(), none)
        .thenAccept(Response::close);
  }
}
