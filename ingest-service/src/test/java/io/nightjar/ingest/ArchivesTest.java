package io.nightjar.ingest;

import static io.nightjar.ingest.ArchiveSender.PATH;
import static io.nightjar.ingest.ArchiveSender.names;
import static io.nightjar.ingest.ArchiveSender.outcomes;
import static io.nightjar.ingest.ArchiveSender.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.ingest.Packed.File;
import io.nightjar.pipeline.Sha256;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives as one upload. */
@Tag("process")
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
class ArchivesTest {
  static final int MOST_MEMBERS = 12_000;
  static final long MOST_BYTES = 48L << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int SIZE = 20_000;
  private static long seed = 70_000;

  /** Each test has a device of its own: what one may upload in a minute is bounded. */
  private final ArchiveSender card = new ArchiveSender("card-" + seed++);

  @BeforeEach
  void awaitReady() {
    ServiceStart.awaitReady();
  }

  private static byte[] sound() {
    return Sounds.wav(SIZE, seed++);
  }

  static Stream<Arguments> archives() {
    return Stream.of(
        archive("zip, lengths behind", Packed::zip),
        archive("zip, stored", Packed::storedZip),
        archive("zip with 64-bit sizes", Packed::zip64),
        archive("tar, POSIX", Packed::tar),
        archive("tar, GNU", Packed::gnuTar),
        archive("tar.gz", files -> Packed.gzip(Packed.tar(files))),
        archive("tar.gz in two gzip members", files -> halves(Packed.tar(files))),
        archive("tar.zst", files -> Packed.zstd(Packed.gnuTar(files))));
  }

  private interface Packing {
    byte[] pack(File... files);
  }

  private static Arguments archive(String what, Packing packing) {
    return Arguments.of(what, packing);
  }

  private static byte[] halves(byte[] tar) {
    int half = tar.length / 2;
    return Packed.concat(
        Packed.gzip(Arrays.copyOf(tar, half)),
        Packed.gzip(Arrays.copyOfRange(tar, half, tar.length)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("archives")
  void takesEveryRecordingOfAnArchiveAsIfItHadComeAlone(String what, Packing packing)
      throws Exception {
    byte[] first = sound();
    byte[] second = sound();
    String longName = "DCIM/" + "Wald am See, Stelle 7 – Nord ".repeat(6) + "/b.WAV";

    List<JsonNode> lines =
        card.lines(packing.pack(new File("DCIM/a.wav", first), new File(longName, second)));

    assertThat(names(lines)).containsExactly("DCIM/a.wav", longName);
    assertThat(outcomes(lines)).containsExactly("accepted", "accepted", "complete");
    assertThat(lines.get(0).path("sha256").asText()).isEqualTo(Sha256.of(first));
    assertThat(lines.get(1).path("sha256").asText()).isEqualTo(Sha256.of(second));
    assertThat(lines.get(1).path("size").asInt()).isEqualTo(SIZE);
    assertThat(lines.getLast().path("accepted").asInt()).isEqualTo(2);
    assertThat(lines.getLast().path("bytes").asInt()).isEqualTo(2 * SIZE);
    byte[] raw =
        card.bytes()
            .get("/v1/recordings/" + lines.get(1).path("recordingId").asText() + "/raw")
            .asByteArray();
    assertThat(raw).isEqualTo(second);
  }

  @Test
  void tellsWhatWasThereBeforeFromWhatIsNew() throws Exception {
    byte[] known = sound();
    String id =
        card.bytes().body(known).post("/v1/recordings").then().extract().path("recordingId");

    List<JsonNode> lines =
        card.lines(Packed.zip(new File("known.wav", known), new File("new.wav", sound())));

    assertThat(outcomes(lines)).containsExactly("duplicate", "accepted", "complete");
    assertThat(lines.getFirst().path("recordingId").asText()).isEqualTo(id);
    assertThat(lines.getLast().path("duplicates").asInt()).isEqualTo(1);
  }

  @Test
  void takesAnArchiveOutOfAForm() throws Exception {
    byte[] zip = Packed.zip(new File("a.wav", sound()));

    String answer =
        card.request()
            .multiPart("file", "card.zip", zip)
            .post(PATH)
            .then()
            .statusCode(200)
            .extract()
            .asString();

    assertThat(outcomes(read(answer))).containsExactly("accepted", "complete");
  }

  @Test
  void takesOnlySoManyMembers() throws Exception {
    List<byte[]> parts = new ArrayList<>();
    for (int number = 0; number <= MOST_MEMBERS; number++) {
      parts.add(Packed.tarMember('5', "folder" + number, 0, new byte[0]));
    }
    parts.add(Packed.tarEnd());

    List<JsonNode> lines = card.lines(Packed.gzip(Packed.concat(parts.toArray(byte[][]::new))));

    assertThat(lines.getLast().path("code").asText()).isEqualTo("archive-too-many-members");
    assertThat(lines).hasSize(MOST_MEMBERS + 1);
    assertThat(lines.getLast().path("skipped").asInt()).isEqualTo(MOST_MEMBERS);
  }

  /** The lines are longer than what sockets hold, and so is the archive. */
  @Test
  void doesNotWaitForASenderThatReadsNothingBeforeItHasSentAll() throws Exception {
    byte[] member = Packed.tarMember('0', "n", 2_000, new byte[2_000]);
    byte[] longName = Packed.tarMember('L', "l", 1_000, "../name".repeat(125).getBytes(UTF_8));
    List<byte[]> parts = new ArrayList<>();
    for (int number = 0; number < MOST_MEMBERS; number++) {
      parts.add(longName);
      parts.add(member);
    }
    parts.add(Packed.tarEnd());
    byte[] tar = Packed.concat(parts.toArray(byte[][]::new));

    List<JsonNode> lines = read(RawCamera.sendThenRead(PATH, tar));

    assertThat(lines).hasSize(MOST_MEMBERS + 1);
    assertThat(lines.getLast().path("outcome").asText()).isEqualTo("complete");
    assertThat(lines.getLast().path("refused").asInt()).isEqualTo(MOST_MEMBERS);
  }

  @Test
  void refusesAnArchiveThatSaysItIsTooLargeBeforeItComes() throws Exception {
    String answer =
        RawCamera.sendHeadOnly(PATH, "Content-Length: " + (MOST_BYTES + 1), new byte[0]);

    assertThat(answer).startsWith("HTTP/1.1 413").contains("archive-too-large");
  }

  @Test
  void takesAZipWithoutMembers() throws Exception {
    assertThat(outcomes(card.lines(Packed.zip()))).containsExactly("complete");
  }

  @Test
  void saysAtTheEndThatTheArchiveIsNotWhatWasPromised() throws Exception {
    byte[] zip = Packed.zip(new File("a.wav", sound()));
    byte[] other = HexFormat.of().parseHex(Sha256.of(sound()));
    String promised = "sha-256=:" + Base64.getEncoder().encodeToString(other) + ":";

    String answer = card.bytes().header("Repr-Digest", promised).body(zip).post(PATH).asString();

    List<JsonNode> lines = read(answer);
    assertThat(outcomes(lines)).as(answer).containsExactly("accepted", "incomplete");
    assertThat(lines.getLast().path("code").asText()).isEqualTo("digest-mismatch");
  }

  @Test
  void takesOneAtATimeIfToldSo() throws Exception {
    byte[] zip = Packed.zip(new File("a.wav", sound()), new File("b.wav", sound()));
    try (RawCamera slow = RawCamera.connect()) {
      slow.begin(PATH, "Content-Length: " + zip.length);
      slow.send(zip, 600);
      await().atMost(PATIENCE).until(() -> card.bytes().body(zip).post(PATH).statusCode() == 503);

      card.bytes().body(zip).post(PATH).then().body("code", equalTo("overloaded"));
    }
    await().atMost(PATIENCE).until(() -> card.bytes().body(zip).post(PATH).statusCode() == 200);
  }

  @Test
  void tellsByItsDigestWhatADeviceHasSent() {
    byte[] sound = sound();
    String id =
        card.bytes().body(sound).post("/v1/recordings").then().extract().path("recordingId");
    String path = "/v1/recordings/by-digest/" + Sha256.of(sound);

    card.bytes()
        .get(path)
        .then()
        .statusCode(200)
        .body("recordingId", equalTo(id))
        .body("duplicate", equalTo(true))
        .body("size", equalTo(SIZE));
    card.bytes().head(path).then().statusCode(200);
    new ArchiveSender("another")
        .bytes()
        .get(path)
        .then()
        .statusCode(404)
        .body("code", equalTo("recording-not-found"));
    card.bytes().get("/v1/recordings/by-digest/00").then().statusCode(400);
  }

  @Test
  void aClaimCountsOnlyWhileItsRecordingStands() throws Exception {
    byte[] sound = sound();
    String id =
        card.bytes().body(sound).post("/v1/recordings").then().extract().path("recordingId");
    try (var store = new io.nightjar.pipeline.store.MinioObjectStore(LocalInfrastructure.store())) {
      store.delete("recordings/" + id + ".json");
    }

    assertThat(isKnown(Sha256.of(sound))).isFalse();
  }

  private boolean isKnown(String sha256) {
    return card.bytes().get("/v1/recordings/by-digest/" + sha256).statusCode() == 200;
  }
}
