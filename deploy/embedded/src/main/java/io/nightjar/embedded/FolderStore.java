package io.nightjar.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** S3Proxy's folder store, with two of its ways mended that S3 does not have. */
final class FolderStore extends ForwardingBlobStore {
  private final Path root;

  FolderStore(Path root) {
    super(new FilesystemNio2BlobStore(root.toString()));
    this.root = root;
  }

  /** Lists objects only, never a write that is still under way. */
  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    ListObjectsV2Response page = super.list(request);
    return page.toBuilder()
        .contents(
            page.contents().stream()
                .filter(object -> !Leftovers.isUnfinished(object.key()))
                .toList())
        .build();
  }

  /**
   * Deletes the object and leaves its folder. The original removes folders that become empty, and a
   * write that has just made sure of its folder then fails: {@code outbox/} empties all the time.
   */
  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    Path bucket = root.resolve(request.bucket()).normalize();
    Path object = bucket.resolve(request.key()).normalize();
    boolean plain = request.versionId() == null && !request.key().endsWith("/");
    if (plain && inside(root, bucket) && inside(bucket, object) && Files.isRegularFile(object)) {
      try {
        Files.deleteIfExists(object);
        return DeleteObjectResponse.builder().build();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return super.removeBlob(request);
  }

  private static boolean inside(Path folder, Path path) {
    return path.startsWith(folder) && !path.equals(folder);
  }
}
