package io.nightjar.ingest;

import static io.nightjar.ingest.ArchiveSender.PATH;
import static io.nightjar.ingest.ArchiveSender.outcomes;
import static io.nightjar.ingest.ArchivesTest.MOST_BYTES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.ingest.Packed.File;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives with members that are not taken, broken ones, and what is none. */
@Tag("process")
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
class FaultyArchivesTest {
  private static final int SIZE = 20_000;
  private static long seed = 75_000;

  /** Each test has a device of its own: what one may upload in a minute is bounded. */
  private final ArchiveSender card = new ArchiveSender("faulty-card-" + seed++);

  @BeforeEach
  void awaitReady() {
    ServiceStart.awaitReady();
  }

  private static byte[] sound() {
    return Sounds.wav(SIZE, seed++);
  }

  static Stream<Arguments> members() {
    byte[] inner = Packed.zip(new File("in.wav", sound()));
    File first = new File("a.wav", sound());
    return Stream.of(
        zipped("folder/", new byte[0], "skipped", "member-is-folder"),
        zipped(".Trashes/a.wav", sound(), "skipped", "member-hidden"),
        zipped("DCIM/.DS_Store", sound(), "skipped", "member-hidden"),
        zipped("__MACOSX/DCIM/._a.wav", sound(), "skipped", "member-hidden"),
        zipped("notes.txt", "battery changed".getBytes(UTF_8), "skipped", "not-a-recording"),
        zipped("config", new byte[0], "skipped", "empty-body"),
        zipped("empty.WAV", new byte[0], "refused", "empty-body"),
        zipped("broken.wav", "no sound".getBytes(UTF_8), "refused", "not-a-recording"),
        zipped("inner.zip", inner, "refused", "member-is-archive"),
        zipped("a.tar.gz", Packed.gzip(Packed.tar()), "refused", "member-is-archive"),
        zipped("../../etc/a.wav", sound(), "refused", "member-name-unsafe"),
        zipped("a\\..\\..\\b.wav", sound(), "refused", "member-name-unsafe"),
        zipped("/etc/a.wav", sound(), "refused", "member-name-unsafe"),
        zipped("C:\\a.wav", sound(), "refused", "member-name-unsafe"),
        zipped("a\u001b[2J.wav", sound(), "refused", "member-name-unsafe"),
        zipped("a\u202evaw.exe", sound(), "refused", "member-name-unsafe"),
        zipped("a".repeat(1025), sound(), "refused", "member-name-too-long"),
        zipped(
            "large.wav",
            cut(Sounds.wav(100, 3), RecordingsTest.LARGEST_SOUND + 1),
            "refused",
            "too-large"),
        member(
            "encrypted",
            Packed.storedZip(first, new File("after.wav", sound())),
            zip -> patched(zip, 6, 1),
            "refused",
            "member-encrypted"),
        member(
            "compressed as nobody does",
            Packed.storedZip(first, new File("after.wav", sound())),
            zip -> patched(zip, 8, 93),
            "refused",
            "member-method-unsupported"),
        member(
            "another content than its checksum says",
            Packed.storedZip(first, new File("after.wav", sound())),
            zip -> patched(zip, 1_000, zip[1_000] ^ 1),
            "refused",
            "member-damaged"),
        member(
            "another content, checksum behind",
            Packed.zip(first, new File("after.wav", sound())),
            zip -> patched(zip, indexOf(zip, new byte[] {'P', 'K', 7, 8}) + 4, 0),
            "refused",
            "member-damaged"),
        typed('1', "hard link"),
        typed('2', "symbolic link"),
        typed('3', "device"),
        typed('6', "pipe"),
        typed('V', "label"));
  }

  private static Arguments zipped(String name, byte[] content, String outcome, String code) {
    return Arguments.of(
        name.length() > 50 ? "a long name" : name,
        Packed.zip(new File(name, content), new File("after.wav", sound())),
        outcome,
        code);
  }

  /** The first of two members is changed after they were packed. */
  private static Arguments member(
      String what, byte[] zip, UnaryOperator<byte[]> change, String outcome, String code) {
    return Arguments.of(what, change.apply(zip), outcome, code);
  }

  private static Arguments typed(char type, String what) {
    return Arguments.of(
        what,
        Packed.concat(
            Packed.tarMember(type, "a.wav", 0, new byte[0]),
            Packed.tar(new File("after.wav", sound()))),
        "refused",
        "member-not-a-file");
  }

  private static byte[] patched(byte[] bytes, int at, int value) {
    bytes[at] = (byte) value;
    return bytes;
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    return IntStream.range(0, bytes.length - part.length)
        .filter(at -> Arrays.equals(bytes, at, at + part.length, part, 0, part.length))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("members")
  void namesWhatIsNotTakenAndTakesWhatIsBehindIt(
      String what, byte[] archive, String outcome, String code) throws Exception {
    List<JsonNode> lines = card.lines(archive);

    assertThat(outcomes(lines)).containsExactly(outcome, "accepted", "complete");
    assertThat(lines.getFirst().path("code").asText()).isEqualTo(code);
    assertThat(lines.getFirst().has("recordingId")).isFalse();
    assertThat(lines.getFirst().path("name").asText()).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
  }

  /** Its holes would be made of zeros to be passed over. */
  @Test
  void endsAtASparseFileWithoutMakingItsZeros() throws Exception {
    byte[] sparse = Packed.sparseTarMember("b.wav", 600_000, 1L << 32);
    byte[] first = Packed.tarMember('0', "a.wav", SIZE, sound());

    List<JsonNode> lines = card.lines(Packed.concat(first, sparse, Packed.tarEnd()));

    assertThat(outcomes(lines)).containsExactly("accepted", "refused", "incomplete");
    assertThat(lines.get(1).path("code").asText()).isEqualTo("member-sparse");
    assertThat(lines.getLast().path("code").asText()).isEqualTo("archive-not-streamable");
  }

  static Stream<Arguments> broken() {
    File good = new File("good.wav", sound());
    byte[] zip = Packed.zip(good, new File("b.wav", sound()));
    byte[] tar = Packed.tar(good, new File("b.wav", sound()));
    byte[] gzip = Packed.gzip(tar);
    byte[] noise = Sounds.wav(700_000, 9);
    byte[] damaged = Packed.gzip(tar);
    damaged[damaged.length - 6] ^= 1;
    byte[] header = Packed.tar(good, new File("b.wav", sound()));
    header[512 + 20_480 + 2] ^= 1;
    byte[] first = Packed.tarMember('0', "good.wav", good.content().length, good.content());
    byte[] tooLong = new byte[1 << 20];
    Arrays.fill(tooLong, (byte) 'a');
    byte[] tooManyBytes = new byte[(int) MOST_BYTES];
    return Stream.of(
        Arguments.of("cut in a member of a zip", cut(zip, zip.length * 3 / 4), "archive-truncated"),
        Arguments.of(
            "cut before a zip's directory",
            cut(zip, indexOf(zip, new byte[] {'P', 'K', 1, 2})),
            "archive-truncated"),
        Arguments.of("cut in a member of a tar", cut(tar, 30_000), "archive-truncated"),
        Arguments.of("cut before a tar's end", first, "archive-truncated"),
        Arguments.of("cut gzip", cut(gzip, gzip.length * 3 / 4), "archive-truncated"),
        Arguments.of("gzip with a wrong checksum", damaged, "archive-damaged"),
        Arguments.of(
            "cut Zstandard",
            cut(Packed.zstd(Packed.tar(good, new File("b.wav", noise))), 500_000),
            "archive-truncated"),
        Arguments.of("damaged header", header, "archive-damaged"),
        Arguments.of(
            "no zip any more",
            Packed.concat(cut(zip, zipEnd(zip)), new byte[90]),
            "archive-damaged"),
        Arguments.of(
            "stored, length behind",
            Packed.concat(
                localsOf(Packed.storedZip(good)),
                patched(Packed.storedZip(new File("b.wav", sound())), 6, 8)),
            "archive-not-streamable"),
        Arguments.of(
            "a long name of a MiB",
            Packed.concat(first, Packed.tarMember('L', "x", tooLong.length, tooLong)),
            "archive-header-too-large"),
        Arguments.of(
            "a long name that says it has 8 GiB",
            Packed.concat(first, Packed.tarMember('L', "x", 8L << 30, tooLong)),
            "archive-header-too-large"),
        Arguments.of(
            "an extended header of a MiB",
            Packed.concat(
                first,
                Packed.tarMember(
                    'x',
                    "x",
                    1_000_000,
                    cut(Packed.concat("1000000 path=".getBytes(UTF_8), tooLong), 1_000_000))),
            "archive-header-too-large"),
        Arguments.of("global headers without end", globals(first), "archive-header-too-large"),
        Arguments.of(
            "more bytes than are taken",
            Packed.gzip(
                Packed.concat(
                    first, Packed.tarMember('0', "z", tooManyBytes.length, tooManyBytes))),
            "archive-too-large"),
        Arguments.of(
            "more bytes than are taken in a zip",
            Packed.zip(good, new File("z", tooManyBytes)),
            "archive-too-large"),
        Arguments.of(
            "a content that inflates to more",
            Packed.zip(good, new File("z", Packed.concat(tooManyBytes, new byte[1]))),
            "archive-too-large"));
  }

  private static byte[] cut(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length);
  }

  private static byte[] localsOf(byte[] zip) {
    return cut(zip, indexOf(zip, new byte[] {'P', 'K', 1, 2}));
  }

  private static int zipEnd(byte[] zip) {
    return indexOf(zip, new byte[] {'P', 'K', 1, 2});
  }

  private static byte[] globals(byte[] first) {
    List<byte[]> parts = new ArrayList<>(List.of(first));
    for (int number = 0; number < 400; number++) {
      String record = "1000 key" + (1_000 + number) + "=";
      byte[] value = record.concat("v".repeat(999 - record.length()) + "\n").getBytes(UTF_8);
      parts.add(Packed.tarMember('g', "g", value.length, value));
      parts.add(Packed.tarMember('0', "m" + number, 0, new byte[0]));
    }
    return Packed.concat(parts.toArray(byte[][]::new));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void keepsWhatCameBeforeTheFaultAndNamesIt(String what, byte[] archive, String code)
      throws Exception {
    List<JsonNode> lines = card.lines(archive);

    JsonNode summary = lines.getLast();
    assertThat(summary.path("type").asText()).isEqualTo("summary");
    assertThat(summary.path("outcome").asText()).isEqualTo("incomplete");
    assertThat(summary.path("code").asText()).isEqualTo(code);
    assertThat(lines.getFirst().path("outcome").asText()).isIn("accepted", "duplicate");
    String id = lines.getFirst().path("recordingId").asText();
    card.bytes().get("/v1/recordings/" + id).then().statusCode(200);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of("nothing", new byte[0], 400, "empty-body"),
        Arguments.of("text", "no archive".getBytes(UTF_8), 415, "not-an-archive"),
        Arguments.of("a recording", sound(), 415, "not-an-archive"),
        Arguments.of("gzip of no tar", Packed.gzip(sound()), 415, "not-an-archive"),
        Arguments.of("Zstandard of no tar", Packed.zstd(sound()), 415, "not-an-archive"),
        Arguments.of("cut at once", cut(Packed.gzip(sound()), 5), 400, "archive-truncated"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void refusesAtOnceWhatCanNotBeBegun(String what, byte[] body, int status, String code) {
    card.bytes().body(body).post(PATH).then().statusCode(status).body("code", equalTo(code));
  }
}
