package io.nightjar.pipeline.store;

import static io.nightjar.pipeline.store.MinioObjectStore.exchange;

import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectAPIArgs;
import io.minio.UploadPartArgs;
import io.minio.messages.Part;
import io.nightjar.pipeline.scratch.ScratchSpace;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.List;
import okhttp3.MediaType;

/** Objects in parts behind the MinIO SDK. */
final class MinioPartedObjects implements PartedObjects {
  private final MinioAsyncClient client;
  private final MultipartRequests requests;
  private final String bucket;
  private final ScratchSpace scratch;

  MinioPartedObjects(MinioAsyncClient client, String bucket, ScratchSpace scratch) {
    this.client = client;
    this.requests = new MultipartRequests(client, bucket);
    this.bucket = bucket;
    this.scratch = scratch;
  }

  @Override
  public PartSpool spool() throws ScratchException {
    return PartSpool.open(scratch);
  }

  @Override
  public PartedUpload begin(String key, String mediaType) throws StoreException {
    return requests.begin(key, new Http.Headers("Content-Type", mediaType));
  }

  @Override
  public StoredPart put(PartedUpload upload, int number, PartSpool part) throws IOException {
    UploadPartArgs.Builder body = UploadPartArgs.builder().file(part.file(), part.length());
    Part stored = requests.await(upload, requests.send(upload, number, body, part.digest()));
    return new StoredPart(number, stored.etag(), part.length());
  }

  @Override
  public boolean complete(PartedUpload upload, List<StoredPart> parts) throws StoreException {
    try {
      requests.complete(
          upload, parts.stream().map(part -> new Part(part.number(), part.etag())).toList());
      return true;
    } catch (StoreException e) {
      if (e.hasCode("NoSuchUpload") || e.hasCode("InvalidPart")) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void abandon(PartedUpload upload) throws StoreException {
    try {
      requests.abort(upload);
    } catch (StoreException e) {
      if (!e.hasCode("NoSuchUpload")) {
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
}
