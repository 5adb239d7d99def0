package io.nightjar.pipeline.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("process")
@ExtendWith(BrokerAndStore.class)
class RecordingIndexTest {
  private static final RecordingId FIRST = id(1);
  private static final RecordingId SECOND = id(2);
  private static final RecordingId THIRD = id(3);
  private static final RecordingId FOURTH = id(4);

  private final ObjectStore store;
  private final RecordingIndex index;
  private final DeviceIdentity north;
  private final DeviceIdentity south;

  RecordingIndexTest(Sandbox sandbox) {
    store = new MinioObjectStore(sandbox.storeSettings());
    index = new RecordingIndex(store);
    String group = sandbox.unique("Group");
    north = new DeviceIdentity(group, "North");
    south = new DeviceIdentity(group, "south");
  }

  @BeforeEach
  void list() throws StoreException {
    store.prepare();
    add(north, SECOND, MediaKind.AUDIO, "2026-02-28T23:59:59.999Z");
    add(north, FIRST, MediaKind.THERMAL, "2026-02-01T00:00:00Z");
    add(south, THIRD, MediaKind.THERMAL, "2026-03-01T00:00:00Z");
    add(north, FOURTH, MediaKind.THERMAL, "2026-03-01T00:00:00.001Z");
  }

  @AfterEach
  void close() {
    store.close();
  }

  @ParameterizedTest(name = "from {0} to {1}, {2}, newest first {3}: {4}")
  @CsvSource({
    "'',                   '',                       '',      false, 1 2 3 4",
    "'',                   '',                       '',      true,  4 3 2 1",
    "2026-02-28T00:00:00Z, '',                       '',      true,  4 3 2",
    "2026-03-01T00:00:00Z, '',                       '',      false, 3 4",
    "2026-03-01T00:00:00Z, '',                       '',      true,  4 3",
    "'',                   2026-03-01T00:00:00Z,     '',      true,  2 1",
    "'',                   2026-03-01T00:00:00.001Z, '',      false, 1 2 3",
    "2026-02-28T23:59:59Z, 2026-03-01T00:00:00.001Z, '',      true,  3 2",
    "'',                   '',                       thermal, true,  4 3 1",
    "'',                   '',                       audio,   false, 2",
    "2027-01-01T00:00:00Z, '',                       '',      true,  ''",
    "'',                   1970-01-01T00:00:00Z,     '',      false, ''",
  })
  void listsAGroupByTimeWhateverTheOrderOfReceipt(
      String from, String to, String kind, boolean newestFirst, String expected)
      throws StoreException {
    RecordingIndex.Query query =
        new RecordingIndex.Query(
            ObjectKeys.index(north.group()),
            time(from),
            time(to),
            kind.isEmpty()
                ? Optional.empty()
                : Optional.of(kind.equals("audio") ? MediaKind.AUDIO : MediaKind.THERMAL),
            newestFirst,
            Optional.empty(),
            100);

    assertThat(ids(index.read(query))).containsExactlyElementsOf(expected(expected));
  }

  @ParameterizedTest(name = "newest first {0}, {1} a page")
  @CsvSource({"true, 1", "false, 1", "true, 2", "false, 2", "true, 3", "false, 3"})
  void givesEachOnceOverPages(boolean newestFirst, int most) throws StoreException {
    List<RecordingId> seen = new ArrayList<>();
    Optional<Position> after = Optional.empty();
    do {
      RecordingIndex.Page page =
          index.read(all(ObjectKeys.index(north.group()), newestFirst, after, most));
      seen.addAll(ids(page));
      after = page.next();
    } while (after.isPresent());

    assertThat(seen).containsExactlyElementsOf(expected(newestFirst ? "4 3 2 1" : "1 2 3 4"));
  }

  @Test
  void listsADevicesOwn() throws StoreException {
    assertThat(ids(index.read(all(ObjectKeys.index(south), true, Optional.empty(), 9))))
        .containsExactly(THIRD);
  }

  @Test
  void movesARecordingToAnotherTime() throws StoreException {
    index.move(
        new RecordingIndex.Entry(south, THIRD, MediaKind.THERMAL),
        Instant.parse("2026-03-01T00:00:00Z"),
        Instant.parse("1970-01-01T00:00:00Z"));

    for (String prefix : List.of(ObjectKeys.index(south), ObjectKeys.index(south.group()))) {
      assertThat(index.read(all(prefix, false, Optional.empty(), 9)).positions())
          .filteredOn(position -> position.recordingId().equals(THIRD))
          .containsExactly(new Position(Instant.EPOCH, THIRD, MediaKind.THERMAL));
    }
  }

  @Test
  void passesOverWhatIsNoEntry() throws StoreException {
    store.put(
        ObjectKeys.index(south) + "2026-99-99/000000000-x.thermal", new byte[0], "text/plain");
    store.put(ObjectKeys.index(south) + "stray", new byte[0], "text/plain");

    assertThat(ids(index.read(all(ObjectKeys.index(south), false, Optional.empty(), 9))))
        .containsExactly(THIRD);
    assertThat(ids(index.read(all(ObjectKeys.index(south), true, Optional.empty(), 9))))
        .containsExactly(THIRD);
  }

  private void add(DeviceIdentity device, RecordingId id, MediaKind kind, String at)
      throws StoreException {
    index.add(new RecordingIndex.Entry(device, id, kind), Instant.parse(at));
  }

  private static RecordingIndex.Query all(
      String prefix, boolean newestFirst, Optional<Position> after, int most) {
    return new RecordingIndex.Query(
        prefix, Optional.empty(), Optional.empty(), Optional.empty(), newestFirst, after, most);
  }

  private static RecordingId id(int number) {
    return RecordingId.parse("01890000-0000-7000-8000-00000000000" + number).orElseThrow();
  }

  private static List<RecordingId> ids(RecordingIndex.Page page) {
    return page.positions().stream().map(Position::recordingId).toList();
  }

  private static Optional<Instant> time(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
  }

  private static List<RecordingId> expected(String numbers) {
    return numbers.isEmpty()
        ? List.of()
        : java.util.Arrays.stream(numbers.split(" "))
            .map(Integer::valueOf)
            .map(n -> id(n))
            .toList();
  }
}
