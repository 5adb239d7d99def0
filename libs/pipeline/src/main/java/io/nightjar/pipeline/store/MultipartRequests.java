package io.nightjar.pipeline.store;

import static io.nightjar.pipeline.store.MinioObjectStore.exchange;

import io.minio.AbortMultipartUploadArgs;
import io.minio.AbortMultipartUploadResponse;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.UploadPartArgs;
import io.minio.UploadPartResponse;
import io.minio.messages.Part;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The requests by which an object goes up in parts. Thread-safe. */
record MultipartRequests(MinioAsyncClient client, String bucket) {
  /**
   * Begins an object.
   *
   * @param headers what is said of it, at least its {@code Content-Type}
   */
  PartedUpload begin(String key, Http.Headers headers) throws StoreException {
    var args =
        CreateMultipartUploadArgs.builder().bucket(bucket).object(key).headers(headers).build();
    return exchange(
        "begin " + key,
        () -> new PartedUpload(key, client.createMultipartUpload(args).join().result().uploadId()));
  }

  /**
   * Sends a part, and does not wait until it stands.
   *
   * @param body the part's bytes, and nothing else
   * @param digest what is said of them
   */
  CompletableFuture<UploadPartResponse> send(
      PartedUpload upload, int number, UploadPartArgs.Builder body, Http.Headers digest)
      throws StoreException {
    var args =
        body.bucket(bucket)
            .object(upload.key())
            .uploadId(upload.uploadId())
            .partNumber(number)
            .headers(digest)
            .build();
    return exchange("send a part of " + upload.key(), () -> client.uploadPart(args));
  }

  /** Waits until a part stands that was sent. */
  Part await(PartedUpload upload, CompletableFuture<UploadPartResponse> sent)
      throws StoreException {
    return exchange("store a part of " + upload.key(), () -> sent.join().part());
  }

  /** Makes the object of its parts. */
  void complete(PartedUpload upload, List<Part> parts) throws StoreException {
    var args =
        CompleteMultipartUploadArgs.builder()
            .bucket(bucket)
            .object(upload.key())
            .uploadId(upload.uploadId())
            .parts(parts.toArray(Part[]::new))
            .build();
    exchange("complete " + upload.key(), () -> client.completeMultipartUpload(args).join());
  }

  /** Removes the parts of an object that is not to be. */
  void abort(PartedUpload upload) throws StoreException {
    exchange("abandon an upload of " + upload.key(), () -> abortLater(upload).join());
  }

  /** The same, and does not wait until they are gone. */
  CompletableFuture<AbortMultipartUploadResponse> abortLater(PartedUpload upload) {
    return client.abortMultipartUpload(
        AbortMultipartUploadArgs.builder()
            .bucket(bucket)
            .object(upload.key())
            .uploadId(upload.uploadId())
            .build());
  }
}
