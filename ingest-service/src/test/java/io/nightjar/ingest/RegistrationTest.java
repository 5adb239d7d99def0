package io.nightjar.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.equalTo;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.registration.Hashing;
import io.nightjar.ingest.registration.Registration;
import io.nightjar.ingest.registration.RegistrationMode;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.registry.Registry;
import io.nightjar.registry.password.Passwords;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which devices register themselves: by the mode, an invitation, and while their group is open. */
@Tag("process")
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
class RegistrationTest {
  private static final String PASSWORD = "correct horse";
  private static final Hashing HASHING = new Hashing(new Passwords(2, Duration.ofSeconds(30)));

  private final String group = "registration-" + UUID.randomUUID();
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private ObjectStore store;
  private Registry registry;

  @BeforeEach
  void connect() throws IOException {
    ServiceStart.awaitReady();
    store = new MinioObjectStore(LocalInfrastructure.store());
    registry = new Registry(store, () -> now);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  // By the mode, with a clock to turn

  @Test
  void whereRegistrationIsOpenADeviceComesInAndItsGroupIsMade() throws Exception {
    Registration open = registration(RegistrationMode.OPEN);

    long id = open.apply(application("camera", Optional.empty())).id();

    assertThat(registry.devices().find(id).orElseThrow().identity())
        .isEqualTo(new DeviceIdentity(group, "camera"));
    assertThat(registry.groups().find(group)).isPresent();
  }

  @Test
  void whereRegistrationIsOpenATakenNameAndAPasswordThatIsTooShortAreRefused() throws Exception {
    Registration open = registration(RegistrationMode.OPEN);
    open.apply(application("camera", Optional.empty()));

    refuses(open, application("camera", Optional.empty()), ProblemCode.NAME_TAKEN);
    refuses(
        open,
        new Registration.Application(
            new DeviceIdentity(group, "another"), "short", OptionalLong.empty(), Optional.empty()),
        ProblemCode.PASSWORD_MALFORMED);
  }

  @Test
  void whereItIsClosedADeviceComesInOnlyUntilItsGroupsTimeIsOver() throws Exception {
    Registration closed = registration(RegistrationMode.CLOSED);
    Instant end = now.plusSeconds(3600);
    refuses(closed, application("early", Optional.empty()), ProblemCode.REGISTRATION_CLOSED);
    registry.registrationWindows().open(group, 9, end);

    now = end.minusMillis(1);
    closed.apply(application("in time", Optional.empty()));
    now = end;
    refuses(closed, application("late", Optional.empty()), ProblemCode.REGISTRATION_CLOSED);

    assertThat(registry.devices().find(new DeviceIdentity(group, "in time"))).isPresent();
    assertThat(registry.devices().find(new DeviceIdentity(group, "late"))).isEmpty();
  }

  @Test
  void anInvitationIsUsedBeforeThePlacesOfAnOpenGroup() throws Exception {
    Registration invited = registration(RegistrationMode.INVITATION);
    registry.registrationWindows().open(group, 1, now.plusSeconds(3600));
    String code = registry.invitations().invite(group, 1, Duration.ofDays(1)).code();

    invited.apply(application("invited", Optional.of(code)));

    invited.apply(application("uninvited", Optional.empty()));
    refuses(invited, application("third", Optional.empty()), ProblemCode.INVITATION_INVALID);
    refuses(invited, application("third", Optional.of(code)), ProblemCode.INVITATION_INVALID);
  }

  private Registration registration(RegistrationMode mode) {
    return new Registration(() -> registry, HASHING, mode);
  }

  private Registration.Application application(String device, Optional<String> invitation) {
    return new Registration.Application(
        new DeviceIdentity(group, device), PASSWORD, OptionalLong.empty(), invitation);
  }

  private static void refuses(
      Registration registration, Registration.Application application, ProblemCode code) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> registration.apply(application))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  // Over HTTP, where registration is by invitation

  @Test
  void unchangedCamerasRegisterWhileTheirGroupIsOpenAndNoMoreThanItSays() throws Exception {
    FieldCamera one = new FieldCamera(group, "unchanged 1");
    FieldCamera two = new FieldCamera(group, "unchanged 2");
    operator().body(Map.of("group", group)).post("/v1/groups").then().statusCode(201);
    assertThat(one.send("register").status()).isEqualTo(403);
    open(1).then().statusCode(200).body("open", equalTo(true), "registered", equalTo(0));

    FieldCamera.Answer registered = one.send("register");

    assertThat(registered.status()).as(registered.body().toString()).isEqualTo(200);
    assertThat(two.send("register").status()).isEqualTo(403);
    tells(false, 1);
    open(2).then().statusCode(200);
    assertThat(one.send("register").status()).as("the name is taken").isEqualTo(422);
    tells(true, 0);
    plain("plain").then().statusCode(201);
    assertThat(two.send("register").status()).isEqualTo(200);
    plain("one too many").then().statusCode(403).body("code", equalTo("invitation-invalid"));
  }

  @Test
  void aGroupThatIsClosedLetsNoneIn() throws Exception {
    operator().body(Map.of("group", group)).post("/v1/groups").then().statusCode(201);
    operator().get("/v1/groups/{g}/registration", group).then().body("open", equalTo(false));
    open(9).then().statusCode(200);

    operator().delete("/v1/groups/{g}/registration", group).then().statusCode(204);

    plain("camera").then().statusCode(403).body("code", equalTo("invitation-invalid"));
    tells(false, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T12:00:00Z, 1",
    "9999-12-31T23:59:59Z, 1",
    "tomorrow, 1",
    "in a day, 0",
    "in a day, 10001"
  })
  void aGroupIsOpenedForATimeAndANumberThatHaveBounds(String until, int devices) throws Exception {
    operator().body(Map.of("group", group)).post("/v1/groups").then().statusCode(201);
    String end = until.equals("in a day") ? in(Duration.ofDays(1)) : until;

    operator()
        .body(Map.of("until", end, "devices", devices))
        .put("/v1/groups/{g}/registration", group)
        .then()
        .statusCode(400)
        .body("code", equalTo("bad-request"));
  }

  private Response open(int devices) throws IOException {
    return operator()
        .body(Map.of("until", in(Duration.ofHours(1)), "devices", devices))
        .put("/v1/groups/{g}/registration", group);
  }

  private static String in(Duration ahead) {
    return Instant.now().plus(ahead).toString();
  }

  private void tells(boolean open, int registered) throws IOException {
    operator()
        .get("/v1/groups/{g}/registration", group)
        .then()
        .statusCode(200)
        .body("open", equalTo(open), "registered", equalTo(registered));
  }

  private Response plain(String device) {
    return given()
        .contentType(ContentType.JSON)
        .body(Map.of("group", group, "device", device, "password", PASSWORD))
        .post("/v1/devices");
  }

  private static RequestSpecification operator() throws IOException {
    return given()
        .header("Authorization", "Bearer " + IdentityTest.operator())
        .contentType(ContentType.JSON);
  }
}
