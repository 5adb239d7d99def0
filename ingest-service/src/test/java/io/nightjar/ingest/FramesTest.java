package io.nightjar.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.ingest.frames.DecodingPlaces;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.stage.Manifest;
import io.nightjar.pipeline.stage.Manifests;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Thermal recordings as arrays of numbers. */
@Tag("process")
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
class FramesTest {
  private static final DeviceIdentity DEVICE = new DeviceIdentity("group", "camera-1");
  private static final Path ROOT = Path.of(System.getProperty("nightjar.root", ".."));
  private static final Path HEDGEHOG = ROOT.resolve("fixtures/recordings/hedgehog.cptv");
  private static final int FRAME = 120 * 160 * 2;
  private static final int HEADER = 128;

  @Inject DecodingPlaces places;

  @BeforeEach
  void start() {
    ServiceStart.awaitReady();
  }

  /** Files of which other decoders have told the pixels. */
  static Stream<Arguments> decodedElsewhere() throws IOException {
    List<Arguments> all = new ArrayList<>();
    Path odd = ROOT.resolve("fixtures/odd");
    for (String line : Files.readAllLines(odd.resolve("expected.csv"))) {
      String[] row = line.split(",", -1);
      if (!row[12].isEmpty() && !row[0].equals("file")) {
        all.add(Arguments.of(odd.resolve(row[0]), Integer.parseInt(row[2]), row[12]));
      }
    }
    Path samples = ROOT.resolve("../shared/samples");
    if (Files.exists(samples.resolve("golden.json"))) {
      JsonNode golden = new ObjectMapper().readTree(samples.resolve("golden.json").toFile());
      for (Map.Entry<String, JsonNode> one : golden.properties()) {
        if (one.getValue().hasNonNull("pixels_sha256")) {
          all.add(
              Arguments.of(
                  samples.resolve(one.getKey()),
                  one.getValue().get("frames").asInt(),
                  one.getValue().get("pixels_sha256").asText()));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("decodedElsewhere")
  void areThePixelsThatAnotherDecoderFinds(Path file, int frames, String pixels) throws Exception {
    String id = upload(Files.readAllBytes(file));

    byte[] array = frames(id).then().statusCode(200).extract().asByteArray();

    byte[] numbers = Arrays.copyOfRange(array, HEADER, array.length);
    assertThat(header(array))
        .contains("'descr': '<u2', 'fortran_order': False, 'shape': (" + frames + ", ");
    assertThat(Sha256.of(numbers)).isEqualTo(pixels);
  }

  @Test
  void ofARecordingWithoutAUsableHeaderThereAreNone() throws Exception {
    String id = upload(Files.readAllBytes(ROOT.resolve("fixtures/odd/no-columns.cptv")));

    frames(id).then().statusCode(404).body("code", equalTo("frames-not-found"));
  }

  @Test
  void ofARecordingWithoutFramesThereIsAnEmptyArray() throws Exception {
    String id = upload(Files.readAllBytes(ROOT.resolve("fixtures/odd/no-frames.cptv")));

    byte[] array = frames(id).then().statusCode(200).extract().asByteArray();

    assertThat(array).hasSize(HEADER);
    assertThat(header(array)).contains("'shape': (0, ");
  }

  @Test
  void ofSoundThereAreNone() {
    String id = upload(Sounds.wav(20_000, 4711));

    frames(id).then().statusCode(404).body("code", equalTo("frames-not-found"));
    device().head(path(id)).then().statusCode(404);
  }

  @ParameterizedTest
  @CsvSource({
    "from=0, 0, 91",
    "to=91, 0, 91",
    "from=10&to=12, 10, 12",
    "from=90&to=1000, 90, 91",
    "from=5&to=5, 5, 5",
    "from=91, 91, 91",
    "from=999999999, 91, 91",
  })
  void canBeSliced(String query, int from, int to) throws Exception {
    String id = upload(Files.readAllBytes(HEDGEHOG));
    byte[] whole = frames(id).asByteArray();

    byte[] slice =
        device().get(path(id) + "?" + query).then().statusCode(200).extract().asByteArray();

    assertThat(header(slice)).contains("'shape': (" + (to - from) + ", 120, 160)");
    assertThat(Arrays.copyOfRange(slice, HEADER, slice.length))
        .isEqualTo(Arrays.copyOfRange(whole, HEADER + from * FRAME, HEADER + to * FRAME));
  }

  @ParameterizedTest
  @CsvSource({"from=-1", "from=x", "to=1.5", "from=2&to=1", "from=9999999999"})
  void aRangeThatIsNoneIsRefused(String query) throws Exception {
    String id = upload(Files.readAllBytes(HEDGEHOG));

    device()
        .get(path(id) + "?" + query)
        .then()
        .statusCode(400)
        .body("code", equalTo("bad-request"));
  }

  @Test
  void areDescribedWithoutDecodingWhereTheThermalStageHasCounted() throws Exception {
    String id = upload(unique(91));
    String length = Integer.toString(HEADER + 91 * FRAME);
    device().head(path(id)).then().statusCode(200).header("Content-Length", nullValue());

    decoded(id, 91);

    device().head(path(id)).then().statusCode(200).header("Content-Length", equalTo(length));
    String tag =
        frames(id)
            .then()
            .statusCode(200)
            .contentType("application/x-npy")
            .header("Content-Length", equalTo(length))
            .header("Cache-Control", equalTo("private, no-cache"))
            .extract()
            .header("ETag");
    device().header("If-None-Match", tag).get(path(id)).then().statusCode(304);
    device().header("If-None-Match", tag).head(path(id)).then().statusCode(304);
    device().header("If-None-Match", tag).get(path(id) + "?to=2").then().statusCode(200);
  }

  @Test
  void neverLookWholeWhereThereAreFewerThanWereCounted() throws Exception {
    String id = upload(unique(3));

    decoded(id, 4);

    assertThatThrownBy(() -> frames(id).asByteArray()).hasMessageContaining("end of");
  }

  @Test
  void aStoreThatDoesNotGiveTheRecordingIsAPassingFault() throws Exception {
    String id = upload(unique(3));
    try (ObjectStore store = new MinioObjectStore(LocalInfrastructure.store())) {
      List<String> keys = new ArrayList<>();
      store.list("raw/", object -> keys.add(object.key()));
      store.delete(keys.stream().filter(key -> key.contains(id)).findFirst().orElseThrow());
    }

    frames(id)
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .header("ETag", nullValue())
        .body("code", equalTo("unavailable"));
  }

  @Test
  void areRefusedWhereTooManyAreDecodedAlready() throws Exception {
    String id = upload(Files.readAllBytes(HEDGEHOG));
    List<DecodingPlaces.Place> all = new ArrayList<>();
    while (places.taken() < LocalInfrastructure.DECODED_AT_ONCE) {
      all.add(places.enter());
    }
    try {
      frames(id)
          .then()
          .statusCode(503)
          .header("Retry-After", notNullValue())
          .body("code", equalTo("overloaded"))
          .body("detail", containsString("decoded"));
    } finally {
      all.forEach(DecodingPlaces.Place::close);
    }
    frames(id).then().statusCode(200);
  }

  private static String header(byte[] array) {
    assertThat(Arrays.copyOf(array, 8)).containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
    return new String(array, 10, HEADER - 10, StandardCharsets.US_ASCII);
  }

  /** A recording that no other test has sent. */
  private static byte[] unique(int frames) throws IOException {
    return FrameReader.recording(160, 120, frames);
  }

  /** The thermal stage says that all is well. */
  private static void decoded(String id, int frames) throws StoreException {
    RecordingId recording = RecordingId.parse(id).orElseThrow();
    try (ObjectStore store = new MinioObjectStore(LocalInfrastructure.store())) {
      new Manifests(store)
          .commit(
              new Manifest(
                  recording,
                  DEVICE,
                  new ObjectRef(
                      store.bucket(), "raw", 1, Sha256.of(new byte[1]), "application/x-cptv"),
                  "thermal",
                  "1-aaaaaaaa",
                  StageStatus.COMPLETED,
                  Optional.empty(),
                  Optional.empty(),
                  Instant.now(),
                  List.of(),
                  Optional.empty(),
                  Json.tree(Map.of("frames", frames, "height", 120, "width", 160))));
    }
  }

  private static String upload(byte[] recording) {
    return device().body(recording).post("/v1/recordings").then().extract().path("recordingId");
  }

  private static Response frames(String id) {
    return device().get(path(id));
  }

  private static String path(String id) {
    return "/v1/recordings/" + id + "/frames.npy";
  }

  private static RequestSpecification device() {
    String token = DeviceTokensFor.device(DEVICE.group(), DEVICE.device());
    return given()
        .contentType("application/octet-stream")
        .header("Authorization", "Bearer " + token);
  }
}
