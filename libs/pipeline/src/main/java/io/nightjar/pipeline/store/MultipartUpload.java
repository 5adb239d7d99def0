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
import io.minio.UploadPartResponse;
import io.minio.messages.ListMultipartUploadsResult.Upload;
import io.minio.messages.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An object that goes up in parts, one after the other: while one is sent, the next one gathers on
 * the caller's thread. The SDK's own streaming reads the body on the common pool, where a few
 * cameras on slow links would hold up everyone.
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

  /**
   * Begins an upload.
   *
   * @param checksum the algorithm of the parts' checksums, which S3 wants to know first
   */
  static MultipartUpload begin(
      MinioAsyncClient client, String bucket, String key, String mediaType, String checksum) {
    var args =
        CreateMultipartUploadArgs.builder()
            .bucket(bucket)
            .object(key)
            .headers(
                new Http.Headers("Content-Type", mediaType, "X-Amz-Checksum-Algorithm", checksum))
            .build();
    String uploadId = client.createMultipartUpload(args).join().result().uploadId();
    return new MultipartUpload(client, bucket, key, uploadId);
  }

  /**
   * Sends the part in hand and all that follows, then commits. Whatever fails, nothing is left;
   * only where it was the store that failed, its parts may be, until {@link #abortAll}.
   *
   * @param first a full part
   * @param second takes every other part
   */
  void run(SpooledPart first, SpooledPart second, InputStream body) throws IOException {
    long full = first.length();
    SpooledPart part = first;
    SpooledPart next = second;
    try {
      while (part.length() > 0) {
        CompletableFuture<UploadPartResponse> sent = send(part);
        try {
          next.fill(body, full);
        } finally {
          await(sent); // it reads the part's file
        }
        parts.add(exchange("store a part of " + key, () -> sent.join().part()));
        SpooledPart done = part;
        part = next;
        next = done;
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

  private CompletableFuture<UploadPartResponse> send(SpooledPart part)
      throws StoreException, ScratchException {
    UploadPartArgs.Builder args = UploadPartArgs.builder();
    args.bucket(bucket).object(key).uploadId(uploadId).partNumber(parts.size() + 1);
    if (part.heap().isPresent()) {
      args.data(part.heap().get(), (int) part.length());
    } else {
      args.file(part.file(), part.length());
    }
    args.headers(part.digest());
    return exchange("send a part of " + key, () -> client.uploadPart(args.build()));
  }

  private static void await(CompletableFuture<?> sent) {
    try {
      sent.join();
    } catch (CompletionException | CancellationException e) {
      return; // whoever joins it again hears why
    }
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
