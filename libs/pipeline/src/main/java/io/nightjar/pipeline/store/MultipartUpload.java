package io.nightjar.pipeline.store;

import static io.nightjar.pipeline.store.MinioObjectStore.exchange;

import io.minio.Http;
import io.minio.ListMultipartUploadsArgs;
import io.minio.UploadPartArgs;
import io.minio.UploadPartResponse;
import io.minio.messages.ListMultipartUploadsResult.Upload;
import io.minio.messages.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
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

  private final MultipartRequests requests;
  private final PartedUpload upload;
  private final List<Part> parts = new ArrayList<>();

  private MultipartUpload(MultipartRequests requests, PartedUpload upload) {
    this.requests = requests;
    this.upload = upload;
  }

  /**
   * Begins an upload.
   *
   * @param checksum the algorithm of the parts' checksums, which S3 wants to know first
   */
  static MultipartUpload begin(
      MultipartRequests requests, String key, String mediaType, String checksum)
      throws StoreException {
    var headers = new Http.Headers("Content-Type", mediaType, "X-Amz-Checksum-Algorithm", checksum);
    return new MultipartUpload(requests, requests.begin(key, headers));
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
        parts.add(requests.await(upload, sent));
        SpooledPart done = part;
        part = next;
        next = done;
      }
      requests.complete(upload, parts);
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
    UploadPartArgs.Builder body = UploadPartArgs.builder();
    if (part.heap().isPresent()) {
      body.data(joined(part.heap().get(), (int) part.length()), (int) part.length());
    } else {
      body.file(part.file(), part.length());
    }
    return requests.send(upload, parts.size() + 1, body, part.digest());
  }

  /** The SDK takes one array; this happens once an upload, to its last part. */
  private static byte[] joined(List<byte[]> arrays, int length) {
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] array : arrays) {
      all.put(array, 0, Math.min(array.length, all.remaining()));
    }
    return all.array();
  }

  private static void await(CompletableFuture<?> sent) {
    try {
      sent.join();
    } catch (CompletionException | CancellationException e) {
      return; // whoever joins it again hears why
    }
  }

  private void abort() {
    try {
      requests.abort(upload);
    } catch (StoreException e) {
      sayLeft(e);
    }
  }

  /**
   * A store that fails may not answer for long; who is told of the failure does not wait for it.
   */
  private void abortLater() {
    var _ =
        requests
            .abortLater(upload)
            .whenComplete(
                (answer, failure) -> {
                  if (failure != null) {
                    sayLeft(failure);
                  }
                });
  }

  private void sayLeft(Throwable why) {
    LOG.atWarn()
        .addKeyValue("key", upload.key())
        .addKeyValue("upload", upload.uploadId())
        .addKeyValue("cause", String.valueOf(why))
        .log("An unfinished upload was left in the store");
  }

  /** Removes the parts of every upload to a key that was not completed. */
  static void abortAll(MultipartRequests requests, String key) throws StoreException {
    var open = ListMultipartUploadsArgs.builder().bucket(requests.bucket()).prefix(key).build();
    for (Upload unfinished :
        exchange(
            "look for parts of " + key,
            () -> requests.client().listMultipartUploads(open).join().result().uploads())) {
      if (unfinished.objectName().equals(key)) {
        requests.abort(new PartedUpload(key, unfinished.uploadId()));
      }
    }
  }
}
