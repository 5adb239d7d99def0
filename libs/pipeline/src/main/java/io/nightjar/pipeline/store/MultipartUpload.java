package io.nightjar.pipeline.store;

import static io.nightjar.pipeline.store.MinioObjectStore.exchange;

import io.minio.AbortMultipartUploadArgs;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.UploadPartArgs;
import io.minio.messages.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An object that goes up in parts, one after the other on the caller's thread, with one part in
 * memory. The SDK's own streaming reads the body on the common pool, where a few cameras on slow
 * links would hold up everyone.
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

  /** Sends the part in hand and all that follows, then commits; whatever fails, nothing is left. */
  void run(byte[] first, InputStream body) throws IOException {
    boolean complete = false;
    try {
      for (byte[] part = first; part.length > 0; part = readPart(body, first.length)) {
        send(part);
      }
      complete();
      complete = true;
    } finally {
      if (!complete) {
        abort();
      }
    }
  }

  private void send(byte[] part) throws StoreException {
    var args =
        UploadPartArgs.builder()
            .bucket(bucket)
            .object(key)
            .uploadId(uploadId)
            .partNumber(parts.size() + 1)
            .data(part, part.length)
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
    var args =
        AbortMultipartUploadArgs.builder().bucket(bucket).object(key).uploadId(uploadId).build();
    try {
      exchange("abandon " + key, () -> client.abortMultipartUpload(args).join());
    } catch (StoreException e) {
      LOG.atWarn()
          .addKeyValue("key", key)
          .addKeyValue("upload", uploadId)
          .addKeyValue("cause", String.valueOf(e))
          .log("An unfinished upload was left in the store");
    }
  }

  /** Reads up to a part's length; less only at the body's end. */
  static byte[] readPart(InputStream body, int length) throws SourceFailedException {
    try {
      return body.readNBytes(length);
    } catch (IOException e) {
      throw new SourceFailedException(e);
    }
  }
}
