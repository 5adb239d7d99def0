package io.nightjar.pipeline.store;

import static io.nightjar.pipeline.store.MinioObjectStore.exchange;

import io.minio.AbortMultipartUploadArgs;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectAPIArgs;
import io.minio.UploadPartArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.messages.Part;
import io.nightjar.pipeline.scratch.ScratchSpace;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.List;
import okhttp3.MediaType;

/** Objects in parts behind the MinIO SDK. */
final class MinioPartedObjects implements PartedObjects {
  private final MinioAsyncClient client;
  private final String bucket;
  private final ScratchSpace scratch;

  MinioPartedObjects(MinioAsyncClient client, String bucket, ScratchSpace scratch) {
    this.client = client;
    this.bucket = bucket;
    this.scratch = scratch;
  }

  @Override
  public PartSpool spool() throws ScratchException {
    return PartSpool.open(scratch);
  }

  @Override
  public PartedUpload begin(String key, String mediaType) throws StoreException {
    var args =
        CreateMultipartUploadArgs.builder()
            .bucket(bucket)
            .object(key)
            .headers(new Http.Headers("Content-Type", mediaType))
            .build();
    return exchange(
        "begin " + key,
        () -> new PartedUpload(key, client.createMultipartUpload(args).join().result().uploadId()));
  }

  @Override
  public StoredPart put(PartedUpload upload, int number, PartSpool part) throws IOException {
    RandomAccessFile file = part.file();
    var args =
        UploadPartArgs.builder()
            .bucket(bucket)
            .object(upload.key())
            .uploadId(upload.uploadId())
            .partNumber(number)
            .file(file, part.length())
            .headers(part.digest())
            .build();
    Part stored =
        exchange("store a part of " + upload.key(), () -> client.uploadPart(args).join().part());
    return new StoredPart(number, stored.etag(), part.length());
  }

  @Override
  public boolean complete(PartedUpload upload, List<StoredPart> parts) throws StoreException {
    var args =
        CompleteMultipartUploadArgs.builder()
            .bucket(bucket)
            .object(upload.key())
            .uploadId(upload.uploadId())
            .parts(
                parts.stream()
                    .map(part -> new Part(part.number(), part.etag()))
                    .toArray(Part[]::new))
            .build();
    try {
      exchange("complete " + upload.key(), () -> client.completeMultipartUpload(args).join());
      return true;
    } catch (StoreException e) {
      if (noSuchUpload(e)) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void abandon(PartedUpload upload) throws StoreException {
    var args =
        AbortMultipartUploadArgs.builder()
            .bucket(bucket)
            .object(upload.key())
            .uploadId(upload.uploadId())
            .build();
    try {
      exchange(
          "abandon an upload of " + upload.key(), () -> client.abortMultipartUpload(args).join());
    } catch (StoreException e) {
      if (!noSuchUpload(e)) {
        throw e;
      }
    }
  }

  @Override
  public void put(String key, PartSpool whole, String mediaType) throws IOException {
    RandomAccessFile file = whole.file();
    exchange(
        "store " + key,
        () ->
            client
                .putObject(
                    PutObjectAPIArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .file(file, whole.length())
                        .contentType(MediaType.get(mediaType))
                        .headers(whole.digest())
                        .build())
                .join());
  }

  private static boolean noSuchUpload(StoreException e) {
    return e.getCause() instanceof ErrorResponseException refusal
        && "NoSuchUpload".equals(refusal.errorResponse().code());
  }
}
