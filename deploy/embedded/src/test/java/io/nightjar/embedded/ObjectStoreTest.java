package io.nightjar.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Nightjar asks of an object store, asked of the packaged program over HTTP. */
@Tag("process")
class ObjectStoreTest {
  private static final Map<String, String> IF_ABSENT = Map.of("If-None-Match", "*");

  @TempDir static Path data;
  private static EmbeddedProcess process;
  private static SignedS3 s3;

  @BeforeAll
  static void start() {
    process =
        EmbeddedProcess.start(
            EmbeddedOptions.in(data)
                .withParts(Part.S3)
                .withKeys("key", "secret")
                .withBucket("fleet"));
    s3 = new SignedS3(process.addresses().storeEndpoint(), "key", "secret");
  }

  @AfterAll
  static void stop() {
    process.close();
  }

  @Test
  void anObjectComesBackWithItsTypeItsMetadataAndTheMd5OfItsBytesAsEtag() throws Exception {
    s3.put(
        "/fleet/raw/a.cptv",
        "hello".getBytes(UTF_8),
        Map.of("content-type", "application/x-cptv", "x-amz-meta-sha256", "2cf24d"));

    HttpResponse<byte[]> answer = s3.get("/fleet/raw/a.cptv", Map.of());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).asString(UTF_8).isEqualTo("hello");
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/x-cptv");
    assertThat(answer.headers().firstValue("x-amz-meta-sha256")).hasValue("2cf24d");
    // MD5 of "hello", as md5sum prints it.
    assertThat(answer.headers().firstValue("etag"))
        .hasValue("\"5d41402abc4b2a76b9719d911017c592\"");
  }

  @Test
  void ofWritersWhoRaceToCreateAnObjectExactlyOneSucceeds() throws Exception {
    int writers = 12;
    for (int round = 0; round < 25; round++) {
      String path = "/fleet/claims/" + round;
      List<HttpResponse<byte[]>> answers =
          atOnce(writers, writer -> s3.put(path, ("writer " + writer).getBytes(UTF_8), IF_ABSENT));

      List<Integer> codes = answers.stream().map(HttpResponse::statusCode).toList();
      assertThat(codes).containsOnly(200, 412).containsOnlyOnce(200);
      assertThat(s3.get(path, Map.of()).body())
          .asString(UTF_8)
          .isEqualTo("writer " + codes.indexOf(200));
    }
  }

  @Test
  void anObjectThatExistsIsNotCreatedAgain() throws Exception {
    s3.put("/fleet/manifest", "first".getBytes(UTF_8), Map.of());

    assertThat(s3.put("/fleet/manifest", "second".getBytes(UTF_8), IF_ABSENT).statusCode())
        .isEqualTo(412);
    assertThat(s3.get("/fleet/manifest", Map.of()).body()).asString(UTF_8).isEqualTo("first");
  }

  @Test
  void aRangeIsServedAndOneBeyondTheEndRefused() throws Exception {
    s3.put("/fleet/range", "0123456789".getBytes(UTF_8), Map.of());

    HttpResponse<byte[]> middle = s3.get("/fleet/range", Map.of("Range", "bytes=2-4"));
    HttpResponse<byte[]> suffix = s3.get("/fleet/range", Map.of("Range", "bytes=-3"));
    HttpResponse<byte[]> beyond = s3.get("/fleet/range", Map.of("Range", "bytes=10-"));

    assertThat(middle.statusCode()).isEqualTo(206);
    assertThat(middle.body()).asString(UTF_8).isEqualTo("234");
    assertThat(middle.headers().firstValue("content-range")).hasValue("bytes 2-4/10");
    assertThat(suffix.body()).asString(UTF_8).isEqualTo("789");
    assertThat(beyond.statusCode()).isEqualTo(416);
  }

  @Test
  void aListingHasTheObjectsUnderAPrefixInOrder() throws Exception {
    for (String key : List.of("list/b/2", "list/a/1", "list/a/10", "lists/x")) {
      s3.put("/fleet/" + key, new byte[1], Map.of());
    }

    assertThat(keys("list/")).containsExactly("list/a/1", "list/a/10", "list/b/2");
    assertThat(keys("list/a/1")).containsExactly("list/a/1", "list/a/10");
    assertThat(keys("nothing/")).isEmpty();
  }

  @Test
  void aWriteThatIsNotFinishedIsNotListedAndARecordingIdAtTheEndOfAKeyIs() throws Exception {
    s3.put("/fleet/index/120000-019a0000-0000-7000-8000-000000000000", new byte[1], Map.of());
    Files.createFile(data.resolve("s3/fleet/index/x-0a4e51bb-7dd2-4b2f-9d0c-2d6a3a6f2f10"));

    assertThat(keys("index/")).containsExactly("index/120000-019a0000-0000-7000-8000-000000000000");
  }

  @Test
  void partsBecomeOneObject() throws Exception {
    byte[] first = new byte[5 << 20];
    byte[] last = "the end".getBytes(UTF_8);
    String path = "/fleet/raw/parts";
    String upload =
        only(s3.send("POST", path, Map.of("uploads", ""), Map.of(), new byte[0]), "UploadId");
    var list = new StringBuilder("<CompleteMultipartUpload>");
    int number = 0;
    for (byte[] part : List.of(first, last)) {
      number++;
      var query = Map.of("partNumber", "" + number, "uploadId", upload);
      String etag =
          s3.send("PUT", path, query, Map.of(), part).headers().firstValue("etag").orElseThrow();
      list.append(
          String.format(
              Locale.ROOT,
              "<Part><PartNumber>%d</PartNumber><ETag>%s</ETag></Part>",
              number,
              etag));
    }
    byte[] complete = list.append("</CompleteMultipartUpload>").toString().getBytes(UTF_8);

    assertThat(s3.get(path, Map.of()).statusCode()).isEqualTo(404);
    assertThat(s3.send("POST", path, Map.of("uploadId", upload), Map.of(), complete).statusCode())
        .isEqualTo(200);

    assertThat(s3.get(path, Map.of("Range", "bytes=5242880-")).body())
        .asString(UTF_8)
        .isEqualTo("the end");
    assertThat(keys("raw/parts")).containsExactly("raw/parts");
  }

  /** As in the outbox and the index, whose folders fill and empty all the time. */
  @Test
  void aWriteSucceedsWhileItsFoldersEmpty() throws Exception {
    List<List<Integer>> answers =
        atOnce(
            8,
            writer -> {
              var codes = new ArrayList<Integer>();
              String path = "/fleet/emptying/a/b/c/d/e/f/g/h/" + writer;
              for (int round = 0; round < 150; round++) {
                codes.add(s3.put(path, new byte[1], Map.of()).statusCode());
                codes.add(s3.delete(path).statusCode());
              }
              return codes;
            });

    assertThat(answers.stream().flatMap(List::stream)).hasSize(8 * 150 * 2).containsOnly(200, 204);
    assertThat(keys("emptying/")).isEmpty();
  }

  @Test
  void aWrongKeyIsRefused() throws Exception {
    var stranger = new SignedS3(process.addresses().storeEndpoint(), "key", "guess");

    assertThat(stranger.get("/fleet/anything", Map.of()).statusCode()).isEqualTo(403);
    assertThat(stranger.put("/fleet/anything", new byte[1], Map.of()).statusCode()).isEqualTo(403);
  }

  private static List<String> keys(String prefix) throws Exception {
    HttpResponse<byte[]> answer = s3.query("/fleet", Map.of("list-type", "2", "prefix", prefix));
    assertThat(answer.statusCode()).isEqualTo(200);
    return all(answer, "Key");
  }

  private static String only(HttpResponse<byte[]> answer, String element) {
    return all(answer, element).getFirst();
  }

  private static List<String> all(HttpResponse<byte[]> answer, String element) {
    return Pattern.compile("<" + element + ">([^<]*)</" + element + ">")
        .matcher(new String(answer.body(), UTF_8))
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  private static <T> List<T> atOnce(int threads, Numbered<T> task) throws Exception {
    var barrier = new CyclicBarrier(threads);
    var tasks = new ArrayList<Callable<T>>();
    for (int thread = 0; thread < threads; thread++) {
      int number = thread;
      tasks.add(
          () -> {
            barrier.await();
            return task.run(number);
          });
    }
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var results = new ArrayList<T>();
      for (Future<T> result : pool.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    }
  }

  private interface Numbered<T> {
    T run(int number) throws Exception;
  }
}
