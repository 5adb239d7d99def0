package io.nightjar.pipeline.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One bucket of an S3-compatible store. Every method may throw {@link StoreException}, which is
 * worth a retry, but for {@link ObjectMissingException}. Thread-safe.
 */
public interface ObjectStore extends AutoCloseable {
  /** The bucket's name. */
  String bucket();

  /** The address by which the store is reached. */
  URI endpoint();

  /** Makes the bucket if it is not there, and shows that the store answers. */
  void prepare() throws StoreException;

  /**
   * Streams an object into the store, gathering at most two parts (16 MiB each) on disk. Nothing
   * stands under the key unless all of the body was stored: a body that throws at its end, because
   * its digest is wrong, say, leaves nothing behind. Where the store fails at the very end, the
   * object may stand all the same.
   *
   * @throws SourceFailedException if reading the body failed
   * @throws ScratchException if this machine has no room for a part
   */
  void put(String key, InputStream body, String mediaType) throws IOException;

  /** Stores a small object, over what may stand there. */
  void put(String key, byte[] body, String mediaType) throws StoreException;

  /**
   * Stores a small object only if none stands there ({@code If-None-Match: *}): of any number of
   * concurrent callers at most one is told {@code true}. None is where the winner's answer was lost
   * on the way; who must know then reads what stands there.
   */
  boolean putIfAbsent(String key, byte[] body, String mediaType) throws StoreException;

  /** Reads a small object whole, if it is there. At most {@code most} bytes, else it throws. */
  Optional<byte[]> find(String key, int most) throws StoreException;

  /**
   * Opens an object for streaming.
   *
   * @throws ObjectMissingException if there is none
   */
  InputStream open(String key) throws StoreException;

  /**
   * Opens a range of an object for streaming.
   *
   * @param offset of the first byte, 0 ≤ offset &lt; size
   * @param length bytes, at least 1
   * @throws ObjectMissingException if there is none
   */
  InputStream open(String key, long offset, long length) throws StoreException;

  /** Whether an object stands under a key. Reads its first byte at most. */
  default boolean has(String key) throws StoreException {
    try (InputStream _ = open(key, 0, 1)) {
      return true;
    } catch (ObjectMissingException e) {
      return false;
    } catch (StoreException e) {
      if (e.is(StoreException.RANGE_NOT_SATISFIABLE)) {
        return true; // it is empty
      }
      throw e;
    } catch (IOException e) {
      throw new StoreException("cannot close " + key, e);
    }
  }

  /** Removes what a failed {@code put} of a stream may have left: the object, and its parts. */
  void abandon(String key) throws StoreException;

  /** Removes an object; that there is none is no error. */
  void delete(String key) throws StoreException;

  /**
   * Removes objects, with one request where the store can; that there is none is no error. When it
   * throws, some of them may be gone.
   *
   * @param keys at most 1000
   */
  void deleteAll(List<String> keys) throws StoreException;

  /** Tells of every object whose key starts with the prefix, in the order of keys. */
  default void list(String prefix, Consumer<ObjectStat> each) throws StoreException {
    list(prefix, "", each);
  }

  /** The same from after a key on, which need not be there; empty for all. */
  default void list(String prefix, String after, Consumer<ObjectStat> each) throws StoreException {
    listWhile(
        prefix,
        after,
        object -> {
          each.accept(object);
          return true;
        });
  }

  /**
   * The same for as long as more is wanted. Holds a page of at most 1000 objects in memory; what is
   * told may remove objects.
   *
   * @param more told of an object, says whether it wants the next one
   */
  void listWhile(String prefix, String after, Predicate<ObjectStat> more) throws StoreException;

  /**
   * Tells of every folder right under a prefix that ends in {@code /}: what stands between it and
   * the next {@code /} of the keys, in their order.
   */
  void listFolders(String prefix, Consumer<String> each) throws StoreException;

  /**
   * Tells of every upload in parts that was neither completed nor abandoned and whose key starts
   * with the prefix. Some stores, MinIO among them, tell only of a prefix that is the whole key.
   */
  void listUploads(String prefix, Consumer<UnfinishedUpload> each) throws StoreException;

  /** Abandons an upload in parts, with the parts that it has; that there is none is no error. */
  void abandon(UnfinishedUpload upload) throws StoreException;

  /** Objects whose parts are held from one request to the next. */
  PartedObjects parted();

  @Override
  void close();
}
