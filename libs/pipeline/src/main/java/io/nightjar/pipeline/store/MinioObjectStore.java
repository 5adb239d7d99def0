package io.nightjar.pipeline.store;

import io.minio.BucketExistsArgs;
import io.minio.DeleteObjectsArgs;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.Http;
import io.minio.ListMultipartUploadsArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioAsyncClient;
import io.minio.Result;
import io.minio.errors.MinioException;
import io.minio.messages.DeleteRequest;
import io.minio.messages.DeleteResult;
import io.minio.messages.Item;
import io.minio.messages.ListMultipartUploadsResult;
import io.nightjar.pipeline.scratch.ScratchRoot;
import io.nightjar.pipeline.scratch.ScratchSpace;
import io.nightjar.pipeline.trace.Tracing;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;

/** The object store behind the MinIO SDK. */
public final class MinioObjectStore implements ObjectStore {
  /**
   * S3 takes parts from 5 MiB on. Larger ones are fewer requests, and most recordings one alone; a
   * store that keeps parts as files copies all of them into the object at the end.
   */
  static final int PART_SIZE = 16 * 1024 * 1024;

  /** What an object may need of the scratch disk: a part that is sent, and one that gathers. */
  public static final long MOST_SCRATCH = 2L * PART_SIZE;

  /**
   * What parts that gather in the heap may take beyond a buffer each: of the heap, a thirty-second
   * part.
   */
  private static final int SHARE_OF_HEAP = 32;

  private static final int CONNECTIONS = 64;
  private static final int MOST_CONFLICTS = 5;
  private static final Duration CONFLICT_PAUSE = Duration.ofMillis(20);

  private final StoreSettings settings;
  private final ScratchSpace scratch;
  private final boolean signsBodies;
  private final HeapChunks heap = new HeapChunks(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
  private final OkHttpClient http;
  private final MinioAsyncClient client;
  private final DirectRequests direct;
  private volatile boolean deletesMany = true;

  /** Connects lazily: the first exchange shows whether the store can be reached. */
  public MinioObjectStore(StoreSettings settings) {
    this(settings, ScratchSpace.unbounded(ScratchRoot.defaultFolder()));
  }

  /** The same with the disk on which parts gather. */
  public MinioObjectStore(StoreSettings settings, ScratchSpace scratch) {
    this.settings = settings;
    this.scratch = scratch;
    this.signsBodies = settings.bodySigning().at(settings.endpoint());
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(CONNECTIONS);
    dispatcher.setMaxRequestsPerHost(CONNECTIONS);
    this.http =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            .connectionPool(new ConnectionPool(CONNECTIONS, 1, TimeUnit.MINUTES))
            .socketFactory(new BufferedSockets())
            .connectTimeout(settings.timeout())
            .readTimeout(settings.timeout())
            .writeTimeout(settings.timeout())
            .build();
    this.client = client(settings, http);
    this.direct = new DirectRequests(settings, http, CONNECTIONS, InstantSource.system());
  }

  static MinioAsyncClient client(StoreSettings settings, OkHttpClient http) {
    return MinioAsyncClient.builder()
        .endpoint(settings.endpoint().toString())
        .region(settings.region())
        .credentials(settings.accessKey(), settings.secretKey())
        .httpClient(http)
        .build();
  }

  @Override
  public String bucket() {
    return settings.bucket();
  }

  @Override
  public URI endpoint() {
    return settings.endpoint();
  }

  @Override
  public void prepare() throws StoreException {
    if (!hasBucket(client, bucket())) {
      makeBucket();
    }
  }

  /**
   * Whether the store has a bucket. The question has an answer without a body, and so without the
   * reason of a refusal: a refused one is asked again in a form that has.
   */
  static boolean hasBucket(MinioAsyncClient client, String bucket) throws StoreException {
    try {
      return exchange(
          "look for bucket " + bucket,
          () -> client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build()).join());
    } catch (StoreException e) {
      if (!e.is(HttpURLConnection.HTTP_FORBIDDEN)) {
        throw e;
      }
      ListObjectsArgs first = ListObjectsArgs.builder().bucket(bucket).maxKeys(1).build();
      exchange(
          "look into bucket " + bucket,
          () -> {
            Iterator<Result<Item>> found = client.listObjects(first).iterator();
            return found.hasNext() ? found.next().get().objectName() : bucket;
          });
      throw e;
    }
  }

  private void makeBucket() throws StoreException {
    try {
      exchange(
          "make bucket " + bucket(),
          () -> new BucketRequests(client).make(bucket(), settings.region()).join());
    } catch (StoreException e) {
      if (!e.is(HttpURLConnection.HTTP_CONFLICT)) {
        throw e; // conflict: another service has made it in the meantime
      }
    }
  }

  @Override
  public void put(String key, InputStream body, String mediaType) throws IOException {
    try (SpooledPart part = spool()) {
      part.fill(body, PART_SIZE);
      if (part.length() < PART_SIZE) {
        put(key, part, mediaType);
      } else {
        try (SpooledPart next = spool()) {
          MultipartUpload.begin(multipart(), key, mediaType, BodySigning.checksum(signsBodies))
              .run(part, next, body);
        }
      }
    }
  }

  private MultipartRequests multipart() {
    return new MultipartRequests(client, bucket());
  }

  private SpooledPart spool() {
    return new SpooledPart(scratch, signsBodies, heap);
  }

  private void put(String key, SpooledPart whole, String mediaType) throws IOException {
    RequestBody body =
        whole.heap().isPresent()
            ? DirectRequests.body(whole.heap().get(), whole.length(), mediaType)
            : DirectRequests.body(whole.file(), whole.length(), mediaType);
    put(key, body, whole.digest());
  }

  private void put(String key, RequestBody body, Http.Headers headers) throws StoreException {
    exchange(
        "store " + key,
        () -> {
          direct.put(key, body, headers);
          return key;
        });
  }

  @Override
  public void abandon(String key) throws StoreException {
    MultipartUpload.abortAll(multipart(), key);
    delete(key);
  }

  /** Ends every exchange that is under way: it fails at once. For a store that does not answer. */
  public void cancelAll() {
    direct.cancelAll();
  }

  @Override
  public void put(String key, byte[] body, String mediaType) throws StoreException {
    put(key, body, mediaType, Map.of());
  }

  /**
   * A store may answer 409 (ConditionalRequestConflict) while another writer is at the same key:
   * that writer may yet fail, so it is asked again; if it stays so and the object stands, the other
   * has won.
   */
  @Override
  public boolean putIfAbsent(String key, byte[] body, String mediaType) throws StoreException {
    for (int conflicts = 1; ; conflicts++) {
      try {
        put(key, body, mediaType, Map.of("If-None-Match", "*"));
        return true;
      } catch (StoreException e) {
        if (e.is(HttpURLConnection.HTTP_PRECON_FAILED)) {
          return false;
        }
        if (!e.is(HttpURLConnection.HTTP_CONFLICT)) {
          throw e;
        }
        if (conflicts == MOST_CONFLICTS) {
          if (has(key)) {
            return false;
          }
          throw e;
        }
        LockSupport.parkNanos(conflicts * CONFLICT_PAUSE.toNanos());
      }
    }
  }

  private void put(String key, byte[] body, String mediaType, Map<String, String> headers)
      throws StoreException {
    Http.Headers all = BodySigning.of(body, signsBodies);
    all.putAll(headers);
    put(key, DirectRequests.body(List.of(body), body.length, mediaType), all);
  }

  @Override
  public Optional<byte[]> find(String key, int most) throws StoreException {
    try (InputStream body = open(key)) {
      byte[] bytes = body.readNBytes(most);
      if (body.read() >= 0) {
        throw new StoreException(key + " holds more than " + most + " bytes");
      }
      return Optional.of(bytes);
    } catch (ObjectMissingException e) {
      return Optional.empty();
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      throw new StoreException("cannot read " + key, e);
    }
  }

  @Override
  public InputStream open(String key) throws StoreException {
    return open(key, GetObjectArgs.builder());
  }

  @Override
  public InputStream open(String key, long offset, long length) throws StoreException {
    return open(key, GetObjectArgs.builder().offset(offset).length(length));
  }

  private InputStream open(String key, GetObjectArgs.Builder args) throws StoreException {
    try {
      GetObjectResponse response =
          exchange(
              "open " + key,
              () -> client.getObject(args.bucket(bucket()).object(key).build()).join());
      return new StoreStream(response, key);
    } catch (StoreException e) {
      if (e.hasCode("NoSuchKey")) {
        throw new ObjectMissingException(key);
      }
      throw e;
    }
  }

  @Override
  public void delete(String key) throws StoreException {
    exchange(
        "delete " + key,
        () -> {
          direct.delete(key);
          return key;
        });
  }

  /** A store that refuses to delete many at once is asked for one after the other. */
  @Override
  public void deleteAll(List<String> keys) throws StoreException {
    if (keys.size() > 1 && deletesMany) {
      try {
        deleteMany(keys);
        return;
      } catch (StoreException e) {
        if (!refuses(e)) {
          throw e;
        }
        deletesMany = false;
      }
    }
    for (String key : keys) {
      delete(key);
    }
  }

  /** Whether another request may do better: the store is well, and will not have this one. */
  private static boolean refuses(StoreException e) {
    int status = e.status().orElse(0);
    return status / 100 == 4 || status == HttpURLConnection.HTTP_NOT_IMPLEMENTED;
  }

  private void deleteMany(List<String> keys) throws StoreException {
    DeleteObjectsArgs args =
        DeleteObjectsArgs.builder()
            .bucket(bucket())
            .quiet(true)
            .objects(keys.stream().map(DeleteRequest.Object::new).toList())
            .build();
    List<DeleteResult.Error> left =
        exchange("delete many objects", () -> client.deleteObjects(args).join().result().errors());
    if (!left.isEmpty()) {
      throw new StoreException(
          "the store left " + left.size() + " of " + keys.size() + " objects: " + left.getFirst());
    }
  }

  @Override
  public void listWhile(String prefix, String after, Predicate<ObjectStat> more)
      throws StoreException {
    ListObjectsArgs args =
        ListObjectsArgs.builder()
            .bucket(bucket())
            .prefix(prefix)
            .startAfter(after.isEmpty() ? null : after)
            .recursive(true)
            .build();
    Iterator<Result<Item>> items = client.listObjects(args).iterator();
    for (var next = next(prefix, items); next.isPresent(); next = next(prefix, items)) {
      Item item = next.get();
      Instant lastModified = item.lastModified().toInstant();
      if (!more.test(new ObjectStat(item.objectName(), item.size(), lastModified))) {
        return;
      }
    }
  }

  @Override
  public void listFolders(String prefix, Consumer<String> each) throws StoreException {
    ListObjectsArgs args =
        ListObjectsArgs.builder().bucket(bucket()).prefix(prefix).recursive(false).build();
    Iterator<Result<Item>> items = client.listObjects(args).iterator();
    for (var next = next(prefix, items); next.isPresent(); next = next(prefix, items)) {
      if (next.get().isDir()) {
        String key = next.get().objectName();
        each.accept(key.substring(prefix.length(), key.length() - 1));
      }
    }
  }

  private static Optional<Item> next(String prefix, Iterator<Result<Item>> items)
      throws StoreException {
    try {
      return items.hasNext()
          ? Optional.of(exchange("list " + prefix, () -> items.next().get()))
          : Optional.empty();
    } catch (IllegalStateException e) { // how the SDK says that it can't connect for a page
      throw new StoreException("cannot list " + prefix, e.getCause() == null ? e : e.getCause());
    }
  }

  @Override
  public void listUploads(String prefix, Consumer<UnfinishedUpload> each) throws StoreException {
    ListMultipartUploadsResult page = uploads(prefix, "", "");
    while (true) {
      for (ListMultipartUploadsResult.Upload upload : page.uploads()) {
        each.accept(
            new UnfinishedUpload(
                upload.objectName(), upload.uploadId(), upload.initiated().toInstant()));
      }
      if (!page.isTruncated()) {
        return;
      }
      page = uploads(prefix, page.nextKeyMarker(), page.nextUploadIdMarker());
    }
  }

  private ListMultipartUploadsResult uploads(String prefix, String key, String uploadId)
      throws StoreException {
    ListMultipartUploadsArgs.Builder args =
        ListMultipartUploadsArgs.builder().bucket(bucket()).prefix(prefix);
    if (!key.isEmpty()) {
      args.keyMarker(key).uploadIdMarker(uploadId);
    }
    return exchange(
        "list the unfinished uploads of " + prefix,
        () -> client.listMultipartUploads(args.build()).join().result());
  }

  @Override
  public void abandon(UnfinishedUpload upload) throws StoreException {
    try {
      multipart().abort(new PartedUpload(upload.key(), upload.uploadId()));
    } catch (StoreException e) {
      if (!e.hasCode("NoSuchUpload")) {
        throw e;
      }
    }
  }

  @Override
  public PartedObjects parted() {
    return new MinioPartedObjects(client, bucket(), scratch);
  }

  @Override
  public void close() {
    close(http);
  }

  static void close(OkHttpClient http) {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  /**
   * One exchange with the store; whatever goes wrong becomes a {@link StoreException}.
   *
   * @param what a verb, and what it is done to; the verb names the exchange's span
   */
  static <T> T exchange(String what, Exchange<T> exchange) throws StoreException {
    try (var step = Tracing.call("store " + what.substring(0, what.indexOf(' ')))) {
      try {
        return exchange.run();
      } catch (CompletionException | MinioException | IOException e) {
        step.failed(e);
        throw e;
      }
    } catch (CompletionException e) {
      throw new StoreException("cannot " + what, e.getCause() == null ? e : e.getCause());
    } catch (MinioException | IOException e) {
      throw new StoreException("cannot " + what, e);
    }
  }

  /** A call of the store. */
  @FunctionalInterface
  interface Exchange<T> {
    T run() throws MinioException, IOException;
  }
}
