package io.nightjar.pipeline.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStat;
import io.nightjar.pipeline.store.ObjectStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days of a group with thousands of recordings: what a page of them asks of the store. */
@Tag("process")
@ExtendWith(BrokerAndStore.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class FullDayTest {
  private static final int EVEN = 2_500;
  private static final int AT_ONCE = 1_200;
  private static final int PAGE = 100;

  private final ObjectStore store;
  private final RecordingIndex index;
  private int listings;
  private int keys;

  FullDayTest(Sandbox sandbox) {
    store = new MinioObjectStore(sandbox.storeSettings());
    index = new RecordingIndex(counted(store));
  }

  /** One recording every 30 seconds; every hundredth is a sound. */
  private static List<Position> even() {
    Instant midnight = Instant.parse("2026-03-01T00:00:00Z");
    return IntStream.range(0, EVEN)
        .mapToObj(
            n ->
                new Position(
                    midnight.plus(Duration.ofSeconds(30L * n)),
                    id(n, 0),
                    n % 100 == 0 ? MediaKind.AUDIO : MediaKind.THERMAL))
        .toList();
  }

  /** What a recorder makes whose clock was never set, and a few of another at night. */
  private static List<Position> atOnce() {
    List<Position> all = new ArrayList<>();
    for (int n = 0; n < AT_ONCE; n++) {
      all.add(new Position(Instant.EPOCH, id(n, n * 90_000L), MediaKind.AUDIO));
    }
    for (int n = 0; n < 3; n++) {
      all.add(
          new Position(Instant.parse("1970-01-01T23:00:0" + n + "Z"), id(n, 7), MediaKind.AUDIO));
    }
    return all;
  }

  /** Ids sort by the time at which they were given. */
  private static RecordingId id(int number, long givenLater) {
    String text =
        String.format(
            Locale.ROOT,
            "%012x-7cc3-98c4-%012x",
            Instant.parse("2026-03-02T00:00:00Z").toEpochMilli() + givenLater,
            number);
    return RecordingId.parse(text.substring(0, 8) + "-" + text.substring(8)).orElseThrow();
  }

  @BeforeAll
  void fill() throws Exception {
    store.prepare();
    List<String> wanted = new ArrayList<>();
    even().forEach(position -> wanted.add(prefix("even") + position.text()));
    atOnce().forEach(position -> wanted.add(prefix("at-once") + position.text()));
    try (ExecutorService writers = Executors.newFixedThreadPool(16)) {
      List<Future<?>> written = new ArrayList<>();
      for (String key : wanted) {
        written.add(
            writers.submit(
                () -> {
                  store.put(key, new byte[0], "application/octet-stream");
                  return key;
                }));
      }
      for (Future<?> one : written) {
        one.get();
      }
    }
  }

  @AfterAll
  void close() {
    store.close();
  }

  @ParameterizedTest(name = "{0}, newest first {1}: at most {2} listings of {3} keys a page")
  @CsvSource({
    "even, false, 1, 100",
    "even, true, 3, 2000",
    "at-once, false, 1, 100",
    "at-once, true, 24, 12000"
  })
  void givesEachOnceWithFewRequestsForAPage(
      String group, boolean newestFirst, int mostListings, int mostKeys) throws Exception {
    List<Position> expected = new ArrayList<>(group.equals("even") ? even() : atOnce());
    expected.sort(Comparator.comparing(Position::text));

    List<Position> seen = new ArrayList<>();
    Optional<Position> after = Optional.empty();
    do {
      listings = 0;
      keys = 0;
      RecordingIndex.Page page = index.read(query(group, newestFirst, Optional.empty(), after));
      seen.addAll(page.positions());
      after = page.next();
      assertThat(listings).as("listings of a page").isLessThanOrEqualTo(mostListings);
      assertThat(keys).as("keys of a page").isLessThanOrEqualTo(mostKeys);
    } while (after.isPresent());

    assertThat(seen).containsExactlyElementsOf(newestFirst ? expected.reversed() : expected);
  }

  @Test
  void looksAtOneRequestsEntriesForAPageOfARareKind() throws Exception {
    List<Position> seen = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    Optional<Position> after = Optional.empty();
    do {
      keys = 0;
      RecordingIndex.Page page =
          index.read(query("even", true, Optional.of(MediaKind.AUDIO), after));
      seen.addAll(page.positions());
      sizes.add(page.positions().size());
      after = page.next();
      assertThat(keys).as("keys of a page").isLessThanOrEqualTo(3_000);
    } while (after.isPresent());

    assertThat(seen)
        .containsExactlyElementsOf(
            even().reversed().stream().filter(one -> one.kind() == MediaKind.AUDIO).toList());
    assertThat(sizes).startsWith(10, 10);
  }

  private static RecordingIndex.Query query(
      String group, boolean newestFirst, Optional<MediaKind> kind, Optional<Position> after) {
    return new RecordingIndex.Query(
        prefix(group), Optional.empty(), Optional.empty(), kind, newestFirst, after, PAGE);
  }

  private static String prefix(String group) {
    return ObjectKeys.index("full-day-" + group);
  }

  /** The store, with its listings counted, and the keys that they tell of. */
  @SuppressWarnings("unchecked")
  private ObjectStore counted(ObjectStore store) {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (_, method, arguments) -> {
              if (method.getName().equals("listWhile")) {
                listings++;
                Predicate<ObjectStat> more = (Predicate<ObjectStat>) arguments[2];
                arguments[2] = (Predicate<ObjectStat>) object -> ++keys > 0 && more.test(object);
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }
}
