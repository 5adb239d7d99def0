package io.nightjar.bench.ingest;

import io.minio.MinioAsyncClient;
import io.minio.PutObjectAPIArgs;
import io.nightjar.bench.stack.Stack;
import io.nightjar.pipeline.store.PromptSockets;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * The two ways, over one HTTP client, OkHttp, which is the SDK's: what a request costs the sender
 * is the same on both, but for the SHA-256 by which the SDK signs a body.
 */
final class Ways implements AutoCloseable {
  private static final int CONNECTIONS = 64;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final MediaType WAV = MediaType.get("audio/wav");

  private final OkHttpClient http;
  private final MinioAsyncClient store;
  private final Stack stack;
  private final AtomicLong keys = new AtomicLong();

  Ways(Stack stack) {
    this.stack = stack;
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(CONNECTIONS);
    dispatcher.setMaxRequestsPerHost(CONNECTIONS);
    this.http =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            .connectionPool(new ConnectionPool(2 * CONNECTIONS, 1, TimeUnit.MINUTES))
            .socketFactory(new PromptSockets())
            .callTimeout(PATIENCE)
            .readTimeout(PATIENCE)
            .writeTimeout(PATIENCE)
            .build();
    this.store =
        MinioAsyncClient.builder()
            .endpoint(stack.storeEndpoint().toString())
            .region(Stack.REGION)
            .credentials(stack.accessKey(), stack.secretKey())
            .httpClient(http)
            .build();
  }

  /** Into the bucket by the SDK, whatever the size with one request, and each under a new key. */
  Way direct() {
    return recording -> {
      try {
        store
            .putObject(
                PutObjectAPIArgs.builder()
                    .bucket(Stack.BUCKET)
                    .object("direct/" + keys.incrementAndGet())
                    .data(recording, recording.length)
                    .contentType(WAV)
                    .build())
            .join();
      } catch (CompletionException e) {
        throw new IOException("the store did not take an object: " + e.getCause(), e.getCause());
      }
    };
  }

  /** Through ingest, as a device that promises no digest. */
  Way ingest() throws IOException {
    return ingest("camera");
  }

  /** The same as another device. */
  Way ingest(String device) throws IOException {
    String target = stack.ingest().resolve("/v1/recordings").toString();
    String authorization = "Bearer " + stack.deviceToken(device);
    return recording -> {
      Request request =
          new Request.Builder()
              .url(target)
              .header("Authorization", authorization)
              .post(RequestBody.create(recording, WAV))
              .build();
      try (Response response = http.newCall(request).execute()) {
        String answer = response.body().string();
        if (response.code() != 201) { // 200 would be a duplicate
          throw new UploadRefusedException(response.code(), answer);
        }
      }
    };
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
