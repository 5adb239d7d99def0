package io.nightjar.pipeline.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.minio.errors.MinioException;
import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okio.ByteString;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("process")
@ExtendWith(BrokerAndStore.class)
@Timeout(120)
class DirectRequestsTest {
  private static final byte[] BODY = "bytes".getBytes(UTF_8);

  private final Sandbox sandbox;
  private final ObjectStore store;

  DirectRequestsTest(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.store = sandbox.store();
  }

  @Test
  void removeManyObjectsWithOneRequest() throws IOException {
    List<String> keys = List.of("many/a", "many/caf%C3%A9 &<b>", "many/was-never-there");
    store.put(keys.get(0), BODY, "text/plain");
    store.put(keys.get(1), BODY, "text/plain");
    store.put("many/other", BODY, "text/plain");
    List<String> asked = new CopyOnWriteArrayList<>();

    try (BentStore bent =
            new BentStore(
                sandbox.storeSettings().endpoint(),
                (request, straight, whole) -> {
                  asked.add(request.method());
                  return straight.answer();
                });
        ObjectStore over = new MinioObjectStore(at(bent.endpoint()))) {
      over.deleteAll(keys);
    }

    assertThat(asked).containsExactly("POST");
    assertThat(sandbox.keys("many/")).containsExactly("many/other");
  }

  @ParameterizedTest
  @CsvSource({"501, NotImplemented", "405, MethodNotAllowed", "403, AccessDenied"})
  void removeOneAfterTheOtherWhereTheStoreWillNotHaveManyAtOnce(int status, String code)
      throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    try (BentStore bent =
            new BentStore(
                sandbox.storeSettings().endpoint(),
                (request, straight, whole) -> {
                  asked.add(request.method() + " " + request.path());
                  return request.method().equals("POST")
                      ? BentStore.Answered.error(status, code)
                      : new BentStore.Answered(204, Headers.EMPTY, ByteString.EMPTY);
                });
        ObjectStore picky = new MinioObjectStore(at(bent.endpoint()))) {
      picky.deleteAll(List.of("one", "two"));
      picky.deleteAll(List.of("three", "four"));
    }

    String bucket = "/" + sandbox.storeSettings().bucket();
    assertThat(asked)
        .containsExactly(
            "POST " + bucket + "?delete=",
            "DELETE " + bucket + "/one",
            "DELETE " + bucket + "/two",
            "DELETE " + bucket + "/three",
            "DELETE " + bucket + "/four");
  }

  /** An outage ends what waits for the store, and what waits for its turn with the store. */
  @Test
  void endAtOnceWhenTheyAreCancelled() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      StoreSettings settings = at(URI.create("http://127.0.0.1:" + silent.getLocalPort()));
      OkHttpClient http = new OkHttpClient.Builder().readTimeout(Duration.ofHours(1)).build();
      DirectRequests requests = new DirectRequests(settings, http, 1, InstantSource.system());
      CompletableFuture<Boolean> first = new CompletableFuture<>();
      CompletableFuture<Boolean> second = new CompletableFuture<>();
      Thread.ofPlatform().start(() -> delete(requests, first));
      try (Socket asked = silent.accept()) {
        assertThat(asked.getInputStream().read()).isEqualTo('D');
        Thread waiting = Thread.ofPlatform().start(() -> delete(requests, second));
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> waiting.getState() == Thread.State.WAITING);

        requests.cancelAll();

        assertThatExceptionOfType(ExecutionException.class).isThrownBy(first::get);
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(second::get);
      }
    }
  }

  private static void delete(DirectRequests requests, CompletableFuture<Boolean> done) {
    try {
      requests.delete("key");
      done.complete(true);
    } catch (IOException | MinioException e) {
      done.completeExceptionally(e);
    }
  }

  @Test
  void tellAnAnswerThatIsNoStoresFromAStoresRefusal() throws IOException {
    try (BentStore bent =
            new BentStore(
                sandbox.storeSettings().endpoint(),
                (request, straight, whole) ->
                    new BentStore.Answered(
                        502,
                        Headers.of("Content-Type", "text/html"),
                        ByteString.encodeUtf8("<html>Bad Gateway</html>")));
        ObjectStore behind = new MinioObjectStore(at(bent.endpoint()))) {

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> behind.put("key", BODY, "text/plain"))
          .satisfies(
              e ->
                  assertThat(e.reason())
                      .isEqualTo(
                          "what answers at this address is no S3 store, or a proxy before it"));
    }
  }

  private StoreSettings at(URI endpoint) {
    StoreSettings given = sandbox.storeSettings();
    return new StoreSettings(
        endpoint,
        given.region(),
        given.bucket(),
        given.accessKey(),
        given.secretKey(),
        given.timeout());
  }
}
