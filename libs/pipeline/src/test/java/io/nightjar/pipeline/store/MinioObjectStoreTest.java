package io.nightjar.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Examples;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.scratch.ScratchFullException;
import io.nightjar.pipeline.scratch.ScratchSpace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("process")
@ExtendWith(BrokerAndStore.class)
class MinioObjectStoreTest {
  private static final int PART = MinioObjectStore.PART_SIZE;

  /** A buffer of 16 KiB, and 64 chunks of 64 KiB: more than that goes through a file. */
  private static final int IN_HEAP = 16 * 1024 + 4 * 1024 * 1024;

  private static final String BINARY = "application/octet-stream";

  private final Sandbox sandbox;
  private final ObjectStore store;

  MinioObjectStoreTest(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.store = sandbox.store();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        16 * 1024,
        16 * 1024 + 1,
        80 * 1024 + 1,
        IN_HEAP - 1,
        IN_HEAP,
        IN_HEAP + 1,
        PART - 1,
        PART,
        PART + 1,
        2 * PART,
        2 * PART + 12_345
      })
  void givesTheExactBytesBackWhateverTheNumberOfParts(int size) throws IOException {
    byte[] body = bytes(size);

    store.put("streams/" + size, new ByteArrayInputStream(body), BINARY);

    assertStands("streams/" + size, body);
    assertThat(sandbox.unfinishedUploads()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, IN_HEAP, IN_HEAP + 1, PART + 1})
  void signsBodiesWhereThatIsAskedFor(int size) throws IOException {
    StoreSettings given = sandbox.storeSettings();
    StoreSettings signing =
        new StoreSettings(
            given.endpoint(),
            given.region(),
            given.bucket(),
            given.accessKey(),
            given.secretKey(),
            given.timeout(),
            BodySigning.ALWAYS);
    byte[] body = bytes(size);

    try (ObjectStore signed = new MinioObjectStore(signing)) {
      signed.put("signed/" + size, new ByteArrayInputStream(body), BINARY);
      signed.put("signed/small", text(1), BINARY);
    }

    assertStands("signed/" + size, body);
    assertStands("signed/small", text(1));
  }

  @ParameterizedTest
  @CsvSource({
    "https://s3.example.org, WHERE_NEEDED, false",
    "https://s3.example.org, ALWAYS, true",
    "http://127.0.0.1:9000, WHERE_NEEDED, false",
    "http://192.0.2.1:9000, WHERE_NEEDED, true"
  })
  void signsBodiesWhereNothingElseProtectsThem(URI endpoint, BodySigning how, boolean signed) {
    assertThat(how.at(endpoint)).isEqualTo(signed);
  }

  private void assertStands(String key, byte[] body) throws IOException {
    try (InputStream stored = store.open(key)) {
      assertThat(Arrays.equals(stored.readAllBytes(), body)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1000, PART, 2 * PART + 1000})
  void leavesNothingOfABodyThatEndsEarly(int after) throws IOException {
    IOException source = new IOException("connection reset");

    assertThatExceptionOfType(SourceFailedException.class)
        .isThrownBy(() -> store.put("broken/" + after, failing(after, source), BINARY))
        .satisfies(e -> assertThat(e.source()).isSameAs(source));

    assertThat(store.find("broken/" + after, 1)).isEmpty();
    assertThat(sandbox.unfinishedUploads()).isEmpty();
  }

  @Test
  void leavesNothingOfABodyThatBreaksInAWayThatNoStreamShould() throws IOException {
    IllegalStateException source = new IllegalStateException("a bug");

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> store.put("broken/bug", failing(2 * PART + 1, source), BINARY))
        .isSameAs(source);

    assertThat(store.find("broken/bug", 1)).isEmpty();
    assertThat(sandbox.unfinishedUploads()).isEmpty();
  }

  @Test
  void removesAllThatFailedUploadsToAKeyHaveLeftAndNothingElse() throws IOException {
    store.put("abandoned/one", text(1), BINARY);
    sandbox.beginUpload("abandoned/one");
    sandbox.beginUpload("abandoned/one");
    sandbox.beginUpload("abandoned/one-more");

    store.abandon("abandoned/one");

    assertThat(sandbox.keys("abandoned/")).isEmpty();
    assertThat(sandbox.unfinishedUploads()).containsExactly("abandoned/one-more");
    store.abandon("abandoned/one-more");
  }

  @Test
  void leavesNoScratchFileOfABodyThatIsStillOnItsWay(@TempDir Path scratch) throws IOException {
    List<Long> seen = new ArrayList<>();
    InputStream body =
        new InputStream() {
          private int left = PART + 1;

          @Override
          public int read() throws IOException {
            seen.add(parts(scratch));
            return left-- > 0 ? 7 : -1;
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            seen.add(parts(scratch));
            int n = Math.min(left, length);
            left -= n;
            return n > 0 ? n : -1;
          }
        };

    try (ObjectStore spooling =
        new MinioObjectStore(sandbox.storeSettings(), ScratchSpace.unbounded(scratch))) {
      spooling.put("scratch", body, BINARY);
    }

    assertThat(seen).isNotEmpty().containsOnly(0L);
  }

  /** The kernel's device that is always full. */
  @ParameterizedTest
  @ValueSource(ints = {IN_HEAP + 1, PART + 1})
  void leavesNothingOfABodyThatDoesNotFitOnTheDisk(int size) throws IOException {
    ScratchSpace full =
        new ScratchSpace(
            _ -> new RandomAccessFile("/dev/full", "rw"), Long.MAX_VALUE, Duration.ZERO);

    try (ObjectStore spooling = new MinioObjectStore(sandbox.storeSettings(), full)) {
      assertThatExceptionOfType(ScratchException.class)
          .isThrownBy(() -> spooling.put("full", new ByteArrayInputStream(bytes(size)), BINARY))
          .havingCause()
          .withMessageContaining("No space left on device");
    }

    assertThat(store.find("full", 1)).isEmpty();
    assertThat(sandbox.unfinishedUploads()).isEmpty();
    assertThat(full.used()).isZero();
  }

  /** The disk becomes full between two parts. */
  @Test
  void leavesNothingOfABodyWhoseSecondPartDoesNotFitOnTheDisk(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("part");
    AtomicInteger files = new AtomicInteger();
    ScratchSpace filling =
        new ScratchSpace(
            _ ->
                new RandomAccessFile(
                    files.getAndIncrement() == 0 ? file.toString() : "/dev/full", "rw"),
            Long.MAX_VALUE,
            Duration.ZERO);

    try (ObjectStore spooling = new MinioObjectStore(sandbox.storeSettings(), filling)) {
      assertThatExceptionOfType(ScratchException.class)
          .isThrownBy(
              () -> spooling.put("full", new ByteArrayInputStream(bytes(2 * PART)), BINARY));
    }

    assertThat(store.find("full", 1)).isEmpty();
    assertThat(sandbox.unfinishedUploads()).isEmpty();
  }

  @Test
  void leavesNothingOfABodyThatFindsNoRoomAmongTheOthers(@TempDir Path folder) throws IOException {
    ScratchSpace small = new ScratchSpace(folder, PART + PART / 2, Duration.ZERO);

    try (ObjectStore spooling = new MinioObjectStore(sandbox.storeSettings(), small)) {
      assertThatExceptionOfType(ScratchFullException.class)
          .isThrownBy(
              () -> spooling.put("full", new ByteArrayInputStream(bytes(2 * PART)), BINARY));
      spooling.put("fits", new ByteArrayInputStream(bytes(PART - 1)), BINARY);
    }

    assertThat(store.find("full", 1)).isEmpty();
    assertThat(sandbox.unfinishedUploads()).isEmpty();
    assertThat(small.used()).isZero();
  }

  private static long parts(Path scratch) throws IOException {
    try (Stream<Path> files = Files.list(scratch)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("nightjar-part-"))
          .count();
    }
  }

  @Test
  void probesAStoreThatAnswersAndOneThatDoesNot() throws Exception {
    StoreSettings settings = sandbox.storeSettings();
    try (StoreProbe answers = new StoreProbe(settings, Duration.ofSeconds(30));
        ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        StoreProbe hangs =
            new StoreProbe(
                settings(
                    URI.create("http://127.0.0.1:" + silent.getLocalPort()),
                    settings.bucket(),
                    settings.secretKey()),
                Duration.ofMillis(500))) {
      answers.run();
      assertThatExceptionOfType(StoreException.class).isThrownBy(hangs::run);
    }
  }

  @Test
  void letsExactlyOneOfManyCallersCreateAnObject() throws Exception {
    List<Callable<Boolean>> callers =
        IntStream.range(0, 16)
            .<Callable<Boolean>>mapToObj(n -> () -> store.putIfAbsent("claim", text(n), BINARY))
            .toList();

    List<Boolean> told = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (Future<Boolean> answer : threads.invokeAll(callers)) {
        told.add(answer.get());
      }
    }

    assertThat(told).containsOnlyOnce(true).hasSize(16);
    assertThat(store.find("claim", 100)).contains(text(told.indexOf(true)));
  }

  @Test
  void createsAnObjectAgainAfterItWasDeleted() throws IOException {
    assertThat(store.putIfAbsent("again", text(1), BINARY)).isTrue();
    assertThat(store.putIfAbsent("again", text(2), BINARY)).isFalse();
    store.delete("again");
    assertThat(store.putIfAbsent("again", text(3), BINARY)).isTrue();
    assertThat(store.find("again", 100)).contains(text(3));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 10", "3, 4", "9, 1", "5, 5"})
  void opensRanges(int offset, int length) throws IOException {
    byte[] body = "0123456789".getBytes(StandardCharsets.US_ASCII);
    store.put("digits", body, "text/plain");

    try (InputStream range = store.open("digits", offset, length)) {
      assertThat(range.readAllBytes()).isEqualTo(Arrays.copyOfRange(body, offset, offset + length));
    }
  }

  @Test
  void tellsWhetherAnObjectStands() throws IOException {
    store.put("stands/empty", new byte[0], "text/plain");
    store.put("stands/full", new byte[] {1, 2}, "text/plain");

    assertThat(store.has("stands/empty")).isTrue();
    assertThat(store.has("stands/full")).isTrue();
    assertThat(store.has("stands/none")).isFalse();
  }

  @Test
  void tellsAMissingObjectFromAMissingBucketAndFromAStoreThatIsDown() throws IOException {
    assertThatExceptionOfType(ObjectMissingException.class).isThrownBy(() -> store.open("missing"));
    assertThatExceptionOfType(ObjectMissingException.class)
        .isThrownBy(() -> store.open("missing", 0, 1));
    assertThat(store.find("missing", 10)).isEmpty();
    store.delete("missing");

    StoreSettings settings = sandbox.storeSettings();
    assertPassingFault(settings(settings.endpoint(), "no-such-bucket", settings.secretKey()));
    assertPassingFault(settings(settings.endpoint(), settings.bucket(), "wrong"));
    assertPassingFault(
        settings(URI.create("http://127.0.0.1:1"), settings.bucket(), settings.secretKey()));
  }

  private static void assertPassingFault(StoreSettings settings) {
    try (ObjectStore other = new MinioObjectStore(settings)) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> other.open("missing"))
          .isNotInstanceOf(ObjectMissingException.class);
      assertThatExceptionOfType(StoreException.class).isThrownBy(() -> other.find("missing", 1));
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> other.list("", object -> {}));
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> other.putIfAbsent("key", text(1), BINARY));
    }
  }

  @Test
  void findsSmallObjectsOnly() throws IOException {
    store.put("small", bytes(100), BINARY);

    assertThat(store.find("small", 100)).isPresent();
    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> store.find("small", 99));
  }

  @Test
  void listsMoreThanAPageInTheOrderOfKeys() throws Exception {
    int count = 1203;
    List<Callable<Boolean>> puts =
        IntStream.range(0, count)
            .mapToObj(n -> String.format(Locale.ROOT, "list/%05d", (n * 577) % count))
            .<Callable<Boolean>>map(key -> () -> store.putIfAbsent(key, text(1), BINARY))
            .toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (Future<Boolean> put : threads.invokeAll(puts)) {
        assertThat(put.get()).isTrue();
      }
    }
    store.put("lis", text(1), BINARY);
    store.put("lisu", text(1), BINARY);

    assertThat(sandbox.keys("list/"))
        .isEqualTo(
            IntStream.range(0, count)
                .mapToObj(n -> String.format(Locale.ROOT, "list/%05d", n))
                .toList());
  }

  @Test
  void listsWithSizeAndTime() throws IOException {
    store.put("stat/one", bytes(321), BINARY);
    List<ObjectStat> listed = new ArrayList<>();

    store.list("stat/", listed::add);

    assertThat(listed)
        .singleElement()
        .satisfies(
            object -> {
              assertThat(object.size()).isEqualTo(321);
              assertThat(object.lastModified())
                  .isCloseTo(Instant.now(), byLessThan(Duration.ofMinutes(1)));
            });
  }

  private static org.assertj.core.data.TemporalUnitOffset byLessThan(Duration duration) {
    return org.assertj.core.api.Assertions.within(
        duration.toSeconds(), java.time.temporal.ChronoUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        ".",
        "../../../../etc",
        "a/b",
        "a b",
        "a+b",
        "100%",
        "%2F",
        "kākā",
        "🦉",
        "a\\b",
        "a?b#c",
        "'\"<>&",
        "~",
        "name with a tail."
      })
  void keepsDevicesWithOddNamesApart(String name) throws IOException {
    DeviceIdentity device = new DeviceIdentity(name, name);
    String key = ObjectKeys.raw(device, Examples.NOON, Examples.newId(), "cptv");

    store.put(key, text(7), BINARY);

    assertThat(store.find(key, 100)).contains(text(7));
    String folder = key.substring(0, key.lastIndexOf('/') + 1);
    assertThat(sandbox.keys(folder)).containsExactly(key);
    store.delete(key);
    assertThat(sandbox.keys(folder)).isEmpty();
  }

  @Test
  void preparesABucketOnceHoweverManyAskForIt() throws Exception {
    StoreSettings settings = sandbox.storeSettings();
    try (ObjectStore other =
            new MinioObjectStore(
                settings(settings.endpoint(), settings.bucket() + "-new", settings.secretKey()));
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Callable<Boolean> prepare =
          () -> {
            other.prepare();
            return true;
          };
      for (Future<Boolean> done : threads.invokeAll(List.of(prepare, prepare, prepare, prepare))) {
        assertThat(done.get()).isTrue();
      }
      other.put("key", text(1), BINARY);
      assertThat(other.find("key", 10)).contains(text(1));
    }
  }

  private StoreSettings settings(URI endpoint, String bucket, String secret) {
    StoreSettings settings = sandbox.storeSettings();
    return new StoreSettings(
        endpoint, settings.region(), bucket, settings.accessKey(), secret, settings.timeout());
  }

  private static InputStream failing(int after, Exception how) {
    InputStream end =
        new InputStream() {
          @Override
          public int read() throws IOException {
            return read(new byte[1], 0, 1);
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            if (how instanceof RuntimeException bug) {
              throw bug;
            }
            throw (IOException) how;
          }
        };
    return new SequenceInputStream(new ByteArrayInputStream(bytes(after)), end);
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static byte[] text(int n) {
    return ("caller " + n).getBytes(StandardCharsets.US_ASCII);
  }
}
