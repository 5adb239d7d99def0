package io.nightjar.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.nightjar.imaging.tile.TileBuilder;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.Render;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.stage.Manifest;
import io.nightjar.pipeline.stage.Manifests;
import io.nightjar.pipeline.stage.Renders;
import io.nightjar.pipeline.stage.StageVersion;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tiles that a render has left, as a page reads them. */
@Tag("process")
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
class TilesTest {
  private static final DeviceIdentity DEVICE = new DeviceIdentity("group", "tiles");

  /** 700 columns of 1/100 s, 512 rows of 10 Hz. */
  private static final int COLUMNS = 700;

  private static final int ROWS = 512;

  @TempDir Path folder;
  private String id = "";

  @BeforeEach
  void upload() {
    ServiceStart.awaitReady();
    id =
        device()
            .body(Sounds.wav(20_000, System.nanoTime()))
            .post("/v1/recordings")
            .path("recordingId");
  }

  /** 700 columns are 3 tiles, 350 are 2, and 175 one; rows are 512, 256, 256. */
  @Test
  void areDescribed() throws Exception {
    made(new Render.SpectrogramTiles(0, OptionalInt.empty()), 0, Long.MAX_VALUE);

    Response told = device().get("/v1/recordings/" + id + "/tiles");

    told.then()
        .statusCode(200)
        .body("tileSide", equalTo(256))
        .body("finestZoom", equalTo(2))
        .body("lowestDecibels", equalTo(-127.5f))
        .body("decibelsPerStep", equalTo(0.5f))
        .body("zooms.zoom", equalTo(List.of(0, 1, 2)))
        .body("zooms.width", equalTo(List.of(175, 350, 700)))
        .body("zooms.height", equalTo(List.of(256, 256, 512)))
        .body("zooms.tilesAcross", equalTo(List.of(1, 2, 3)))
        .body("zooms.tilesDown", equalTo(List.of(1, 1, 2)))
        .body("zooms.secondsPerColumn", equalTo(List.of(0.04f, 0.02f, 0.01f)))
        .body("zooms.firstColumnSeconds", equalTo(List.of(0.015f, 0.005f, 0.0f)))
        .body("zooms.hertzPerRow", equalTo(List.of(20f, 20f, 10f)))
        .body("zooms.lowestRowHertz", equalTo(List.of(5f, 5f, 0f)));
  }

  /** Column 600 is column 88 of tile 2, row 300 row 44 of tile 1; its value is 600 mod 251 = 98. */
  @Test
  void areReadOneByOne() throws Exception {
    made(new Render.SpectrogramTiles(0, OptionalInt.empty()), 0, Long.MAX_VALUE);

    Response fine = tile("2/2/1", "");

    fine.then().statusCode(200).contentType("image/png");
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(fine.asByteArray()));
    assertThat(picture.getWidth()).isEqualTo(256);
    assertThat(picture.getRaster().getSample(88, 44, 0)).isEqualTo(98);
    device()
        .header("If-None-Match", fine.header("ETag"))
        .get("/v1/recordings/" + id + "/tiles/2/2/1")
        .then()
        .statusCode(304);
    assertThat(tile("2/2/0", "").header("ETag")).isNotEqualTo(fine.header("ETag"));
  }

  @Test
  void ofSomeSecondsHaveTheirOwnRender() throws Exception {
    made(new Render.SpectrogramTiles(6, OptionalInt.of(7)), 600, 700);

    tile("2/2/1", "?from=6&to=7").then().statusCode(200);
    tile("2/0/1", "?from=6&to=7").then().statusCode(404).body("code", equalTo("tile-not-found"));
    tile("2/2/1", "").then().statusCode(404).body("code", equalTo("artefact-not-found"));
    tile("2/2/1", "?from=6").then().statusCode(404).body("code", equalTo("artefact-not-found"));
  }

  @ParameterizedTest
  @CsvSource({
    "3/0/0, 404, tile-not-found",
    "999999999/999999999/999999999, 404, tile-not-found",
    "2/3/0, 404, tile-not-found",
    "2/0/2, 404, tile-not-found",
    "-1/0/0, 400, bad-request",
    "0/-1/0, 400, bad-request",
    "0/0/1e3, 400, bad-request",
    "0/0/0.png, 400, bad-request",
    "0/0/99999999999999999999, 400, bad-request",
    "0/%30x/0, 400, bad-request",
    "0/0/0?from=x, 400, bad-request",
    "0/0/0?from=9&to=9, 400, bad-request",
    "0/0/0?to=1234567, 400, bad-request",
    "٣/0/0, 400, bad-request",
  })
  void thatThereAreNotAreRefused(String address, int status, String code) throws Exception {
    made(new Render.SpectrogramTiles(0, OptionalInt.empty()), 0, Long.MAX_VALUE);

    tile(address, "").then().statusCode(status).body("code", equalTo(code));
  }

  @Test
  void areThereOnceSomebodyHasAsked() {
    tile("0/0/0", "").then().statusCode(404).body("code", equalTo("artefact-not-found"));
    device()
        .get("/v1/recordings/" + id + "/tiles")
        .then()
        .statusCode(404)
        .body("code", equalTo("artefact-not-found"));
  }

  @Test
  void areNobodyElsesBusiness() throws Exception {
    made(new Render.SpectrogramTiles(0, OptionalInt.empty()), 0, Long.MAX_VALUE);

    given()
        .header("Authorization", "Bearer " + DeviceTokensFor.device("group", "other"))
        .get("/v1/recordings/" + id + "/tiles/0/0/0")
        .then()
        .statusCode(404)
        .body("code", equalTo("recording-not-found"));
  }

  private Response tile(String address, String query) {
    return device()
        .urlEncodingEnabled(false)
        .get("/v1/recordings/" + id + "/tiles/" + address + query);
  }

  private static RequestSpecification device() {
    return given()
        .contentType("application/octet-stream")
        .header(
            "Authorization", "Bearer " + DeviceTokensFor.device(DEVICE.group(), DEVICE.device()));
  }

  /** A picture whose pixels have the number of their column, as its worker would leave it. */
  private void made(Render.SpectrogramTiles render, long from, long to) throws Exception {
    Path file = folder.resolve("spectrogram.tiles");
    try (TileBuilder builder = new TileBuilder(folder, ROWS, from, to)) {
      for (int x = 0; x < COLUMNS; x++) {
        byte[] column = new byte[ROWS];
        Arrays.fill(column, (byte) (x % 251));
        builder.add(column);
      }
      builder.write(file, 0.01, 10);
    }
    RecordingId recording = RecordingId.parse(id).orElseThrow();
    StageVersion version = Renders.work(recording, render).version();
    byte[] content = Files.readAllBytes(file);
    String key =
        ObjectKeys.artefact(
            recording, version.stage(), version.version(), render.named(), Sha256.of(content));
    try (ObjectStore store = new MinioObjectStore(LocalInfrastructure.store())) {
      store.put(key, content, "application/octet-stream");
      ObjectRef object =
          new ObjectRef(
              store.bucket(), key, content.length, Sha256.of(content), "application/octet-stream");
      new Manifests(store)
          .commit(
              new Manifest(
                  recording,
                  DEVICE,
                  object,
                  version.stage(),
                  version.version(),
                  StageStatus.COMPLETED,
                  Optional.empty(),
                  Optional.empty(),
                  Instant.now(),
                  List.of(new Artefact(render.named(), object)),
                  Optional.empty(),
                  Json.tree(Map.of())));
    }
  }
}
