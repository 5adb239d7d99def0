package io.nightjar.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.nightjar.ingest.frames.DecodingPlaces;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.event.StageStatus;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One frame of a thermal recording. */
@Tag("process")
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
class FrameTest {
  private static final int WIDTH = 32;
  private static final int HEIGHT = 24;
  private static final int FRAMES = 40;
  private static final String NUMBERS = "application/octet-stream";
  private static final String INDEX = "recording.idx";

  @Inject DecodingPlaces places;

  private final long seed = System.nanoTime();

  @BeforeEach
  void start() {
    ServiceStart.awaitReady();
  }

  /** What the thermal stage has left. */
  private enum Left {
    NOTHING,
    A_COUNT,
    AN_INDEX,
    AN_INDEX_OF_A_DAMAGED_RECORDING,
    AN_INDEX_THAT_WAS_DAMAGED,
    AN_INDEX_THAT_IS_GONE,
    NO_INDEX_BUT_SOMETHING_ELSE,
    THE_INDEX_OF_ANOTHER_RECORDING,
    A_MANIFEST_OF_ANOTHER_UPLOAD,
    AN_INDEX_OF_ANOTHER_SHAPE
  }

  @ParameterizedTest
  @EnumSource
  void isTheFrameThatTheCameraSawWhateverTheThermalStageLeft(Left left) throws Exception {
    byte[] file = IndexedRecording.noise(WIDTH, HEIGHT, FRAMES, seed);
    String id = upload(file);
    leave(left, id, file);

    for (int number : List.of(0, 9, 10, 27, FRAMES - 1)) {
      byte[] counts = as(NUMBERS, id, number).then().statusCode(200).extract().asByteArray();

      assertThat(numbers(counts)).isEqualTo(IndexedRecording.pixels(WIDTH, HEIGHT, number, seed));
    }
  }

  private void leave(Left left, String id, byte[] file) throws Exception {
    var said = IndexedRecording.completed(id, file, FRAMES, WIDTH, HEIGHT);
    byte[] index = IndexedRecording.index(file, 10);
    byte[] other = IndexedRecording.noise(WIDTH, HEIGHT, FRAMES, seed + 1);
    byte[] foreign = IndexedRecording.index(other, 10);
    switch (left) {
      case NOTHING -> {}
      case A_COUNT -> said.commit(Map.of());
      case AN_INDEX -> said.commit(Map.of(INDEX, index));
      case AN_INDEX_OF_A_DAMAGED_RECORDING ->
          said.with(StageStatus.PARTIAL).commit(Map.of(INDEX, index));
      case AN_INDEX_THAT_WAS_DAMAGED -> {
        said.commit(Map.of(INDEX, index));
        byte[] damaged = index.clone();
        damaged[index.length / 2] ^= 1;
        said.damage(INDEX, index, damaged);
      }
      case AN_INDEX_THAT_IS_GONE -> {
        said.commit(Map.of(INDEX, index));
        said.damage(INDEX, index, new byte[0]);
      }
      case NO_INDEX_BUT_SOMETHING_ELSE ->
          said.commit(Map.of(INDEX, "no index".getBytes(StandardCharsets.UTF_8)));
      case THE_INDEX_OF_ANOTHER_RECORDING -> said.commit(Map.of(INDEX, foreign));
      case A_MANIFEST_OF_ANOTHER_UPLOAD -> said.of(Sha256.of(other)).commit(Map.of(INDEX, foreign));
      case AN_INDEX_OF_ANOTHER_SHAPE ->
          said.commit(
              Map.of(
                  INDEX,
                  IndexedRecording.index(IndexedRecording.noise(HEIGHT, WIDTH, FRAMES, seed), 10)));
    }
  }

  @Test
  void isAPictureWhosePixelsAreTheSensorsCounts() throws Exception {
    String id = upload(IndexedRecording.noise(WIDTH, HEIGHT, 3, seed));

    BufferedImage picture = picture(as("image/png;depth=16", id, 2));

    short[] expected = IndexedRecording.pixels(WIDTH, HEIGHT, 2, seed);
    assertThat(picture.getRaster().getSampleModel().getSampleSize(0)).isEqualTo(16);
    for (int i = 0; i < expected.length; i++) {
      assertThat(picture.getRaster().getSample(i % WIDTH, i / WIDTH, 0)).isEqualTo(expected[i]);
    }
  }

  /** The first and the last colour of inferno and viridis as matplotlib publishes them. */
  @ParameterizedTest
  @CsvSource({"'', 000004, fcffa4", "?palette=viridis, 440154, fde725"})
  void isAPictureInTheColoursOfAPaletteBetweenTheLevelsOfTheRecording(
      String query, String first, String last) throws Exception {
    byte[] file = IndexedRecording.noise(WIDTH, HEIGHT, 3, seed);
    String id = upload(file);
    byte[] metadata = "{\"levels\":{\"low\":3060,\"high\":3090}}".getBytes(StandardCharsets.UTF_8);
    IndexedRecording.completed(id, file, 3, WIDTH, HEIGHT)
        .commit(Map.of("metadata.json", metadata));

    BufferedImage picture = picture(device().get(path(id, 1) + query));

    short[] counts = IndexedRecording.pixels(WIDTH, HEIGHT, 1, seed);
    for (int i = 0; i < counts.length; i++) {
      String colour =
          String.format(Locale.ROOT, "%06x", picture.getRGB(i % WIDTH, i / WIDTH) & 0xFF_FFFF);
      assertThat(colour.equals(first)).isEqualTo(counts[i] <= 3060);
      assertThat(colour.equals(last)).isEqualTo(counts[i] >= 3090);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"levels\":{\"low\":9,\"high\":9}}", "no document"})
  void isAPictureBetweenItsOwnLevelsWhereTheRecordingsAreNotTold(String document) throws Exception {
    byte[] file = IndexedRecording.noise(WIDTH, HEIGHT, 3, seed);
    String id = upload(file);
    IndexedRecording.completed(id, file, 3, WIDTH, HEIGHT)
        .commit(Map.of("metadata.json", document.getBytes(StandardCharsets.UTF_8)));

    BufferedImage picture = picture(device().get(path(id, 0)));

    List<Integer> colours = new ArrayList<>();
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      colours.add(picture.getRGB(i % WIDTH, i / WIDTH) & 0xFF_FFFF);
    }
    assertThat(colours).contains(0x000004, 0xfcffa4);
  }

  /**
   * A quarter of the frame's sides is shown, 8 × 6 pixels, with the subject of 4 × 2 at 12 … 15, 10
   * … 11 in its middle: columns 10 … 17, rows 8 … 13; at that size, a pixel is a pixel. The warmest
   * pixels of a subject are white, or nearly.
   */
  @Test
  void isACloseUpOfASubjectWithItsSurroundings() throws Exception {
    String id = upload(IndexedRecording.noise(WIDTH, HEIGHT, 3, seed));

    Response answer = device().get(path(id, 1) + "?palette=grey&around=12,10,4,2&size=8");

    BufferedImage picture = picture(answer);
    assertThat(picture.getWidth()).isEqualTo(8);
    assertThat(picture.getHeight()).isEqualTo(6);
    short[] counts = IndexedRecording.pixels(WIDTH, HEIGHT, 1, seed);
    TreeMap<Integer, Integer> greyByCount = new TreeMap<>();
    for (int y = 0; y < 6; y++) {
      for (int x = 0; x < 8; x++) {
        int grey = picture.getRGB(x, y) & 0xFF;
        int count = counts[(8 + y) * WIDTH + 10 + x];
        assertThat(greyByCount.getOrDefault(count, grey)).isEqualTo(grey);
        greyByCount.put(count, grey);
      }
    }
    assertThat(List.copyOf(greyByCount.values())).isSorted();
    assertThat(greyByCount.firstEntry().getValue()).isLessThan(greyByCount.lastEntry().getValue());
    assertThat(answer.header("ETag"))
        .isNotEqualTo(device().get(path(id, 1) + "?palette=grey").header("ETag"))
        .isNotEqualTo(device().get(path(id, 1) + "?palette=grey&around=12,10,4,2").header("ETag"));
  }

  @Test
  void aCloseUpIsAsLargeAsThumbnailsAreIfNothingIsSaid() throws Exception {
    String id = upload(IndexedRecording.noise(WIDTH, HEIGHT, 1, seed));

    BufferedImage picture = picture(device().get(path(id, 0) + "?around=0,0,1,1"));

    assertThat(picture.getWidth()).isEqualTo(320);
    assertThat(picture.getHeight()).isEqualTo(240);
  }

  @Test
  void aCloseUpOfNumbersIsRefused() throws Exception {
    String id = upload(IndexedRecording.noise(WIDTH, HEIGHT, 1, seed));

    device()
        .accept(NUMBERS)
        .get(path(id, 0) + "?around=0,0,1,1")
        .then()
        .statusCode(400)
        .body("code", equalTo("bad-request"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/*                                                  | image/png       | 8",
        "image/avif,image/webp,image/*,*/*;q=0.8              | image/png       | 8",
        "text/html                                            | image/png       | 8",
        "nonsense                                             | image/png       | 8",
        "image/png                                            | image/png       | 8",
        "image/png; depth=16                                  | image/png       | 16",
        "image/png;depth=16, */*                              | image/png       | 16",
        "image/png;depth=16;q=0.1, image/png                  | image/png       | 8",
        "image/png;q=0, application/*                         | application/octet-stream | 0",
        "application/octet-stream, image/png;q=0.9            | application/octet-stream | 0",
        "image/png, application/octet-stream                  | image/png       | 8",
      })
  void comesInTheFormThatItsReaderLikesBest(String accept, String type, int depth)
      throws Exception {
    String id = upload(IndexedRecording.noise(WIDTH, HEIGHT, 1, seed));

    Response answer = as(accept, id, 0);

    answer.then().statusCode(200).contentType(type).header("Vary", containsString("Accept"));
    if (depth > 0) {
      assertThat(answer.asByteArray()[24]).isEqualTo((byte) depth); // IHDR, after the signature
    }
  }

  @Test
  void isRevalidatedByItsTag() throws Exception {
    byte[] file = IndexedRecording.noise(WIDTH, HEIGHT, 3, seed);
    String id = upload(file);
    String before = as("image/png", id, 1).header("ETag");
    String counts = as(NUMBERS, id, 1).header("ETag");

    IndexedRecording.completed(id, file, 3, WIDTH, HEIGHT)
        .commit(Map.of("metadata.json", "{}".getBytes(StandardCharsets.UTF_8)));

    String after = as("image/png", id, 1).header("ETag");
    assertThat(List.of(before, counts, after, as("image/png", id, 2).header("ETag")))
        .doesNotHaveDuplicates();
    device().header("If-None-Match", after).get(path(id, 1)).then().statusCode(304);
    device().header("If-None-Match", after).head(path(id, 1)).then().statusCode(304);
    device()
        .header("If-None-Match", after)
        .get(path(id, 1) + "?palette=grey")
        .then()
        .statusCode(200);
    assertThat(as(NUMBERS, id, 1).header("ETag")).isEqualTo(counts);
  }

  @Test
  void isDescribedWithoutItsBody() throws Exception {
    String id = upload(IndexedRecording.noise(WIDTH, HEIGHT, 3, seed));

    device()
        .accept(NUMBERS)
        .head(path(id, 2))
        .then()
        .statusCode(200)
        .header("Content-Length", equalTo(Integer.toString(2 * WIDTH * HEIGHT)))
        .header("ETag", notNullValue())
        .header("Cache-Control", equalTo("private, no-cache"));
    device().head(path(id, 2)).then().statusCode(200).contentType("image/png");
    device().head(path(id, 3)).then().statusCode(404);
  }

  @ParameterizedTest
  @EnumSource(
      value = Left.class,
      names = {"NOTHING", "A_COUNT", "AN_INDEX", "AN_INDEX_OF_A_DAMAGED_RECORDING"})
  void oneThatIsNotThereIsNotFound(Left left) throws Exception {
    byte[] file = IndexedRecording.noise(WIDTH, HEIGHT, FRAMES, seed);
    String id = upload(file);
    leave(left, id, file);

    device()
        .get(path(id, FRAMES))
        .then()
        .statusCode(404)
        .header("ETag", nullValue())
        .header("Cache-Control", nullValue())
        .body("code", equalTo("frame-not-found"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "x",
        "1.5",
        "9999999999",
        "1?palette=rainbow",
        "1?around=1,2,3",
        "1?around=1,2,0,3",
        "1?around=-1,2,3,4",
        "1?around=30,0,4,4", // the frame has 32 columns
        "1?size=64",
        "1?around=1,2,3,4&size=2000",
        "1?around=1,2,3,4&size=x"
      })
  void aNumberPaletteOrCloseUpThatIsNoneIsRefused(String asked) throws Exception {
    String id = upload(IndexedRecording.noise(WIDTH, HEIGHT, 3, seed));

    device()
        .get("/v1/recordings/" + id + "/frames/" + asked)
        .then()
        .statusCode(400)
        .body("code", equalTo("bad-request"));
  }

  @Test
  void ofSoundThereIsNone() {
    String id = upload(Sounds.wav(20_000, 4712));

    device().get(path(id, 0)).then().statusCode(404).body("code", equalTo("frames-not-found"));
  }

  @Test
  void isRefusedWhereTooManyAreDecodedAlready() throws Exception {
    String id = upload(IndexedRecording.noise(WIDTH, HEIGHT, 3, seed));
    List<DecodingPlaces.Place> all = new ArrayList<>();
    while (places.taken() < LocalInfrastructure.DECODED_AT_ONCE) {
      all.add(places.enter());
    }
    try {
      device()
          .get(path(id, 0))
          .then()
          .statusCode(503)
          .header("Retry-After", notNullValue())
          .body("code", equalTo("overloaded"));
    } finally {
      all.forEach(DecodingPlaces.Place::close);
    }
    device().get(path(id, 0)).then().statusCode(200);
  }

  private static BufferedImage picture(Response answer) throws IOException {
    answer.then().statusCode(200).contentType("image/png");
    return ImageIO.read(new ByteArrayInputStream(answer.asByteArray()));
  }

  private static short[] numbers(byte[] bytes) {
    short[] numbers = new short[bytes.length / 2];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(numbers);
    return numbers;
  }

  private static String upload(byte[] recording) {
    return device()
        .body(recording)
        .contentType(NUMBERS)
        .post("/v1/recordings")
        .then()
        .extract()
        .path("recordingId");
  }

  private static Response as(String accept, String id, int number) {
    return device().header("Accept", accept).get(path(id, number));
  }

  private static String path(String id, int number) {
    return "/v1/recordings/" + id + "/frames/" + number;
  }

  private static RequestSpecification device() {
    String token = DeviceTokensFor.device("group", "camera-1");
    return given().header("Authorization", "Bearer " + token);
  }
}
