package io.nightjar.pipeline.store;

import static io.nightjar.pipeline.store.MinioObjectStore.exchange;

import io.minio.AbortMultipartUploadArgs;
import io.minio.AbortMultipartUploadResponse;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.Http;
import io.minio.ListMultipartUploadsArgs;
import io.minio.MinioAsyncClient;
import io.minio.UploadPartArgs;
import io.minio.messages.ListMultipartUploadsResult.Upload;
import io.minio.messages.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An object that goes up in parts, one after the other on the caller's thread, each through the
 * same scratch file. The SDK's own streaming reads the body on the common pool, where a few cameras
 * on slow links would hold up everyone.
 */
final class MultipartUpload {
  private static final Logger LOG = LoggerFactory.getLogger(MultipartUpload.class);

  private final MinioAsyncClient client;
  private final String bucket;
  private final String key;
  private final String uploadId;
  private final List<Part> parts = new ArrayList<>();

  private MultipartUpload(MinioAsyncClient client, String bucket, String key, String uploadId) {
    this.client = client;
    this.bucket = bucket;
    this.key = key;
    this.uploadId = uploadId;
  }

  static MultipartUpload begin(
      MinioAsyncClient client, String bucket, String key, String mediaType) {
    var args =
        CreateMultipartUploadArgs.builder()
            .bucket(bucket)
            .object(key)
            .headers(new Http.Headers("Content-Type", mediaType))
            .build();
    String uploadId = client.createMultipartUpload(args).join().result().uploadId();
    return new MultipartUpload(client, bucket, key, uploadId);
  }

  /**
   * Sends the part in hand and all that follows, then commits. Whatever fails, nothing is left;
   * only where it was the store that failed, its parts may be, until {@link #abortAll}.
   */
  void run(SpooledPart part, InputStream body) throws IOException {
    long full = part.length();
    try {
      while (part.length() > 0) {
        send(part);
        part.fill(body, full);
      }
      complete();
    } catch (StoreException e) {
      abortLater();
      throw e;
    } catch (IOException | RuntimeException e) {
      abort();
      throw e;
    }
  }

  private void send(SpooledPart part) throws StoreException {
    var args =
        UploadPartArgs.builder()
            .bucket(bucket)
            .object(key)
            .uploadId(uploadId)
            .partNumber(parts.size() + 1)
            .file(part.file(), part.length())
            .headers(part.digest())
            .build();
    parts.add(exchange("store a part of " + key, () -> client.uploadPart(args).join().part()));
  }

  private void complete() throws StoreException {
    var args =
        CompleteMultipartUploadArgs.builder()
            .bucket(bucket)
            .object(key)
            .uploadId(uploadId)
            .parts(parts.toArray(Part[]::new))
            .build();
    exchange("complete " + key, () -> client.completeMultipartUpload(args).join());
  }

  private void abort() {
    try {
      exchange("abandon " + key, () -> abort(client, bucket, key, uploadId).join());
    } catch (StoreException e) {
      sayLeft(e);
    }
  }

  /**
   * A store that fails may not answer for long; who is told of the failure does not wait for it.
   */
  private void abortLater() {
    var _ =
        abort(client, bucket, key, uploadId)
            .whenComplete(
                (answer, failure) -> {
                  if (failure != null) {
                    sayLeft(failure);
                  }
                });
  }

  private void sayLeft(Throwable why) {
    LOG.atWarn()
        .addKeyValue("key", key)
        .addKeyValue("upload", uploadId)
        .addKeyValue("cause", String.valueOf(why))
        .log("An unfinished upload was left in the store");
  }

  /** Removes the parts of every upload to a key that was not completed. */
  static void abortAll(MinioAsyncClient client, String bucket, String key) throws StoreException {
    var open = ListMultipartUploadsArgs.builder().bucket(bucket).prefix(key).build();
    for (Upload upload :
        exchange(
            "look for parts of " + key,
            () -> client.listMultipartUploads(open).join().result().uploads())) {
      if (upload.objectName().equals(key)) {
        exchange("abandon " + key, () -> abort(client, bucket, key, upload.uploadId()).join());
      }
    }
  }

  private static CompletableFuture<AbortMultipartUploadResponse> abort(
      MinioAsyncClient client, String bucket, String key, String uploadId) {
    return client.abortMultipartUpload(
        AbortMultipartUploadArgs.builder().bucket(bucket).object(key).uploadId(uploadId).build());
  }
}
