package io.nightjar.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.index.RecordingIndex;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("process")
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
class ListingTest {
  private static final String PATH = "/v1/recordings";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String name = "listed-" + UUID.randomUUID();

  @BeforeEach
  void awaitService() {
    ServiceStart.awaitReady();
  }

  @Test
  void listsByTheTimeThatTheSenderClaims() {
    String second = upload("2026-03-02T10:00:00+13:00", "second");
    String first = upload("2026-03-01T10:00:00Z", "first");
    String third = upload("2026-03-01T21:00:00.001Z", "third");

    list("?from=2026-01-01T00:00:00Z")
        .body("recordings.recordingId", contains(third, second, first))
        .body("recordings[0].recorded.source", equalTo("client"))
        .body("recordings[1].recorded.at", equalTo("2026-03-01T21:00:00Z"))
        .body("recordings[2].fileName", equalTo("first.wav"))
        .body("recordings.status", contains("processing", "processing", "processing"))
        .body("next", nullValue());
    list("?order=oldest&to=2026-03-01T21:00:00.001Z")
        .body("recordings.recordingId", contains(first, second));
    list("?kind=audio").body("recordings", hasSize(3));
    list("?kind=thermal").body("recordings", empty());
  }

  @ParameterizedTest
  @CsvSource({"newest", "oldest"})
  void givesPages(String order) {
    List<String> sent = new ArrayList<>();
    for (int n = 1; n <= 5; n++) {
      sent.add(upload("2026-04-0" + n + "T00:00:00Z", "page" + n));
    }

    List<String> seen = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      ValidatableResponse page =
          list("?limit=2&order=" + order + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      seen.addAll(page.extract().jsonPath().getList("recordings.recordingId", String.class));
      cursor = next(page);
    }

    assertThat(seen).containsExactlyElementsOf(order.equals("oldest") ? sent : sent.reversed());
  }

  private static @Nullable String next(ValidatableResponse page) {
    return page.extract().path("next");
  }

  @Test
  void takesTheReceiptForATimeWhereNobodySaysBetter() {
    Instant before = Instant.now();
    String id = awaitListed(device().body(sound("receipt")).post(PATH).path("recordingId"));

    list("?from=" + before.minusSeconds(1))
        .body("recordings.recordingId", contains(id))
        .body("recordings[0].recorded.source", equalTo("receipt"))
        .body("recordings[0].recorded.doubt", nullValue());
  }

  @Test
  void keepsAClaimThatCanNotBeTrueAndSaysSo() {
    String id = upload("1970-01-01T00:00:07Z", "unset");

    list("?to=1971-01-01T00:00:00Z")
        .body("recordings.recordingId", contains(id))
        .body("recordings[0].recorded.at", equalTo("1970-01-01T00:00:07Z"))
        .body("recordings[0].recorded.doubt", equalTo("clock"));
  }

  @Test
  void passesOverEntriesThatACrashLeftAtAnotherTime() throws Exception {
    String id = upload("2026-05-01T00:00:00Z", "moved");
    try (ObjectStore store = new MinioObjectStore(LocalInfrastructure.store())) {
      new RecordingIndex(store)
          .add(
              new RecordingIndex.Entry(
                  new DeviceIdentity("group", name),
                  RecordingId.parse(id).orElseThrow(),
                  MediaKind.AUDIO),
              Instant.parse("2026-05-02T00:00:00Z"));
    }

    list("").body("recordings.recordingId", contains(id));
  }

  @Test
  void showsNoOtherDevicesRecordings() {
    upload("2026-06-01T00:00:00Z", "own");

    device("stranger-" + name).get(PATH).then().body("recordings", empty());
    device("stranger-" + name)
        .get(PATH + "?group=group&device=" + name)
        .then()
        .statusCode(404)
        .body("code", equalTo("device-not-found"));
  }

  @ParameterizedTest
  @CsvSource({
    "from=yesterday",
    "to=2026-06-01",
    "kind=video",
    "order=random",
    "limit=0",
    "limit=101",
    "limit=x",
    "cursor=..%2F..%2Fx",
  })
  void namesTheParameterThatIsWrong(String query) {
    device()
        .get(PATH + "?" + query)
        .then()
        .statusCode(400)
        .body("code", equalTo("bad-request"))
        .body("detail", org.hamcrest.Matchers.startsWith(query.replaceAll("=.*", "")));
  }

  @Test
  void findsRecordingsByTheBeginningsOfTheirIds() {
    String one = upload("2026-07-01T00:00:00Z", "one");
    String two = upload("2026-07-02T00:00:00Z", "two");

    beginning(one).body("recordings.recordingId", contains(one)).body("more", equalTo(false));
    beginning(one.substring(0, 23).toUpperCase(Locale.ROOT))
        .body("recordings.recordingId", contains(one))
        .body("recordings[0].fileName", equalTo("one.wav"));
    beginning(two.substring(0, 23)).body("recordings.recordingId", contains(two));
    beginning("ffffffff").body("recordings", empty()).body("more", equalTo(false));
  }

  @Test
  void findsNoOtherDevicesRecordings() {
    String id = upload("2026-07-03T00:00:00Z", "own");

    device("stranger-" + name)
        .get(PATH + "/by-prefix/" + id)
        .then()
        .statusCode(200)
        .body("recordings", empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "0g", "0123456789012345678901234567890123456", "0123_"})
  void refusesWhatNoIdBeginsWith(String text) {
    device()
        .get(PATH + "/by-prefix/" + text)
        .then()
        .statusCode(400)
        .body("code", equalTo("bad-request"));
  }

  private ValidatableResponse beginning(String text) {
    return device().get(PATH + "/by-prefix/" + text).then().statusCode(200);
  }

  @Test
  void refusesAnUploadWhoseTimeIsNone() {
    device()
        .header("Nightjar-Recorded-At", "last night")
        .body(sound("badtime"))
        .post(PATH)
        .then()
        .statusCode(400)
        .body("code", equalTo("bad-request"));
  }

  private String upload(String recordedAt, String title) {
    return awaitListed(
        device()
            .header("Nightjar-Recorded-At", recordedAt)
            .header("Content-Disposition", "attachment; filename=\"" + title + ".wav\"")
            .body(sound(title))
            .post(PATH)
            .then()
            .statusCode(201)
            .extract()
            .path("recordingId"));
  }

  /** A recording is listed a moment after its sender was answered. */
  private String awaitListed(String id) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                device()
                    .get(PATH)
                    .jsonPath()
                    .getList("recordings.recordingId", String.class)
                    .contains(id));
    return id;
  }

  private byte[] sound(String title) {
    return Sounds.wav(2_000, (title + name).hashCode());
  }

  private ValidatableResponse list(String query) {
    return device().get(PATH + query).then().statusCode(200);
  }

  private RequestSpecification device() {
    return device(name);
  }

  private static RequestSpecification device(String name) {
    String token = DeviceTokensFor.device("group", name);
    return given().urlEncodingEnabled(false).header("Authorization", "Bearer " + token);
  }
}
