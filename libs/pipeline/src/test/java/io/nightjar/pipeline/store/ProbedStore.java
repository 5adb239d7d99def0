package io.nightjar.pipeline.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A store that asks before each call, and tells after it; what it is answered with may throw. */
public final class ProbedStore implements ObjectStore {
  private final ObjectStore store;
  private final Probe before;
  private final Probe after;

  /** Asks and tells. */
  public ProbedStore(ObjectStore store, Probe before, Probe after) {
    this.store = store;
    this.before = before;
    this.after = after;
  }

  /** Is told of a call. */
  @FunctionalInterface
  public interface Probe {
    /** Looks on. */
    Probe NONE = (operation, key) -> {};

    /** May throw, as a store that fails before or after it did what it was asked for. */
    void call(String operation, String key) throws StoreException;
  }

  @Override
  public String bucket() {
    return store.bucket();
  }

  @Override
  public URI endpoint() {
    return store.endpoint();
  }

  @Override
  public void listFolders(String prefix, Consumer<String> each) throws StoreException {
    before.call("listFolders", prefix);
    store.listFolders(prefix, each);
    after.call("listFolders", prefix);
  }

  @Override
  public void prepare() throws StoreException {
    store.prepare();
  }

  @Override
  public void put(String key, InputStream body, String mediaType) throws IOException {
    before.call("put", key);
    store.put(key, body, mediaType);
    after.call("put", key);
  }

  @Override
  public void put(String key, byte[] body, String mediaType) throws StoreException {
    before.call("put", key);
    store.put(key, body, mediaType);
    after.call("put", key);
  }

  @Override
  public boolean putIfAbsent(String key, byte[] body, String mediaType) throws StoreException {
    before.call("putIfAbsent", key);
    boolean done = store.putIfAbsent(key, body, mediaType);
    after.call("putIfAbsent", key);
    return done;
  }

  @Override
  public Optional<byte[]> find(String key, int most) throws StoreException {
    before.call("find", key);
    Optional<byte[]> found = store.find(key, most);
    after.call("find", key);
    return found;
  }

  @Override
  public InputStream open(String key) throws StoreException {
    before.call("open", key);
    return store.open(key);
  }

  @Override
  public InputStream open(String key, long offset, long length) throws StoreException {
    before.call("open", key);
    return store.open(key, offset, length);
  }

  @Override
  public void abandon(String key) throws StoreException {
    before.call("abandon", key);
    store.abandon(key);
    after.call("abandon", key);
  }

  @Override
  public void delete(String key) throws StoreException {
    before.call("delete", key);
    store.delete(key);
    after.call("delete", key);
  }

  @Override
  public void deleteAll(List<String> keys) throws StoreException {
    before.call("deleteAll", keys.getFirst());
    store.deleteAll(keys);
    after.call("deleteAll", keys.getFirst());
  }

  @Override
  public void listWhile(String prefix, String after, Predicate<ObjectStat> more)
      throws StoreException {
    before.call("list", prefix);
    store.listWhile(prefix, after, more);
  }

  @Override
  public void listUploads(String prefix, Consumer<UnfinishedUpload> each) throws StoreException {
    before.call("listUploads", prefix);
    store.listUploads(prefix, each);
  }

  @Override
  public void abandon(UnfinishedUpload upload) throws StoreException {
    before.call("abandon", upload.key());
    store.abandon(upload);
    after.call("abandon", upload.key());
  }

  @Override
  public PartedObjects parted() {
    return store.parted();
  }

  @Override
  public void close() {}
}
