package io.nightjar.ingest;

import static io.nightjar.ingest.TestGroup.PASSWORD;
import static io.nightjar.ingest.TestGroup.bearer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.nightjar.registry.token.ClaimedToken;
import io.nightjar.registry.token.Enrolment;
import io.nightjar.registry.token.TokenKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How devices and people become known, and are not any more. */
@Tag("process")
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
class IdentityTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private String operator;
  private TestGroup made;
  private String group;

  @BeforeEach
  void makeGroup() throws IOException {
    operator = operator();
    ServiceStart.awaitReady();
    made = TestGroup.make(operator);
    group = made.name();
  }

  static String operator() throws IOException {
    TokenKeys keys = TokenKeys.read(LocalInfrastructure.keysFile());
    return Enrolment.operator(keys, "test", Duration.ofHours(1));
  }

  @Test
  void aDeviceRegistersItselfWithAnInvitationAsOftenAsThatAllows() {
    String code =
        bearer(operator)
            .body(Map.of("uses", 1))
            .post("/v1/groups/{g}/invitations", group)
            .then()
            .statusCode(201)
            .extract()
            .path("code");

    String token =
        apply("camera", code)
            .then()
            .statusCode(201)
            .body("device", equalTo("camera"))
            .extract()
            .path("token");

    bearer(token)
        .get("/v1/me")
        .then()
        .statusCode(200)
        .body("kind", equalTo("device"), "name", equalTo("camera"), "group", equalTo(group));
    apply("another", code).then().statusCode(403).body("code", equalTo("invitation-invalid"));
    apply("another", "none").then().statusCode(403).body("code", equalTo("invitation-invalid"));
  }

  @Test
  void aTakenNameUsesNoInvitationUp() {
    String code =
        bearer(operator)
            .body(Map.of())
            .post("/v1/groups/{g}/invitations", group)
            .then()
            .statusCode(201)
            .extract()
            .path("code");
    made.register("camera");

    apply("camera", code).then().statusCode(409).body("code", equalTo("name-taken"));

    apply("another", code).then().statusCode(201);
  }

  @Test
  void aDeviceGetsATokenForItsPassword() {
    made.register("camera");

    String token =
        credentials(Map.of("group", group, "device", "camera", "password", PASSWORD))
            .then()
            .statusCode(200)
            .extract()
            .path("token");

    given().header("Authorization", "JWT " + token).get("/v1/me").then().statusCode(200);
    for (String device : new String[] {"camera", "none"}) {
      credentials(Map.of("group", group, "device", device, "password", "wrong horse"))
          .then()
          .statusCode(401)
          .body("code", equalTo("credentials-wrong"));
    }
  }

  @Test
  void aRevokedDeviceIsTurnedAwayUntilItIsGivenANewToken() {
    String token = made.register("camera");
    bearer(token).get("/v1/me").then().statusCode(200);

    bearer(operator).post("/v1/groups/{g}/devices/camera/revoke", group).then().statusCode(204);

    bearer(token).get("/v1/me").then().statusCode(401).body("code", equalTo("token-invalid"));
    credentials(Map.of("group", group, "device", "camera", "password", PASSWORD))
        .then()
        .statusCode(401);
    bearer(operator)
        .post("/v1/groups/{g}/devices/camera/token?keep=true", group)
        .then()
        .statusCode(409)
        .body("code", equalTo("device-revoked"));
    String other =
        bearer(operator)
            .post("/v1/groups/{g}/devices/camera/token", group)
            .then()
            .statusCode(200)
            .extract()
            .path("token");
    bearer(other).get("/v1/me").then().statusCode(200);
    bearer(token).get("/v1/me").then().statusCode(401);
  }

  @Test
  void tokensOfANewKeyAndOfTheOneBeforeAreBothGoodAndOnesOfAKeyThatIsGoneAreNot() throws Exception {
    TokenKeys before = TokenKeys.read(LocalInfrastructure.keysFile());
    TokenKeys rotated = before.rotated();
    String old = made.register("camera");
    try {
      rotated.write(LocalInfrastructure.keysFile());

      String fresh = Enrolment.operator(rotated, "fresh", Duration.ofHours(1));
      await().atMost(PATIENCE).until(() -> bearer(fresh).get("/v1/me").statusCode() == 200);

      bearer(old).get("/v1/me").then().statusCode(200);
      TokenKeys.read(LocalInfrastructure.otherKeysFile()).write(LocalInfrastructure.keysFile());
      await().atMost(PATIENCE).until(() -> bearer(fresh).get("/v1/me").statusCode() == 401);
      bearer(old).get("/v1/me").then().statusCode(401);
    } finally {
      before.write(LocalInfrastructure.keysFile());
    }
    await().atMost(PATIENCE).until(() -> bearer(old).get("/v1/me").statusCode() == 200);
  }

  @Test
  void oneTokenOfAnOperatorIsRevokedAndTheOthersGoOn() throws Exception {
    String lost = operator();
    String id = ClaimedToken.read(lost).orElseThrow().id().orElseThrow();
    bearer(lost).get("/v1/me").then().statusCode(200);

    bearer(operator).put("/v1/tokens/revoked/{id}", id).then().statusCode(204);

    bearer(lost).get("/v1/me").then().statusCode(401).body("code", equalTo("token-invalid"));
    bearer(operator).get("/v1/me").then().statusCode(200);
    bearer(operator)
        .get("/v1/tokens/revoked?limit=1000")
        .then()
        .body("tokens.id", hasItem(id), "tokens.by", hasItem("test"));
  }

  @Test
  void oneTokenOfAPersonIsRevokedAndTheirOthersGoOn() {
    String name = "carol-" + group;
    Map<String, String> account = Map.of("person", name, "password", PASSWORD);
    bearer(operator).body(account).post("/v1/people").then().statusCode(204);
    String lost = credentials(account).path("token");
    String other = credentials(account).path("token");
    String id = ClaimedToken.read(lost).orElseThrow().id().orElseThrow();

    bearer(operator).put("/v1/tokens/revoked/{id}", id).then().statusCode(204);

    bearer(lost).get("/v1/me").then().statusCode(401).body("code", equalTo("token-invalid"));
    bearer(other).get("/v1/me").then().statusCode(200);
  }

  @Test
  void anOldTokenWithoutAnIdGoesOnAndOneWithAnIdThatNobodyCouldRevokeIsRefused() {
    String claims =
        "{\"iss\":\"nightjar\",\"kind\":\"operator\",\"sub\":\"old\","
            + "\"iat\":1700000000,\"exp\":4000000000";

    bearer(DeviceTokensFor.token(claims + "}")).get("/v1/me").then().statusCode(200);

    for (String id : new String[] {"7", "\"\"", "[]", "\"" + "x".repeat(129) + "\""}) {
      bearer(DeviceTokensFor.token(claims + ",\"jti\":" + id + "}"))
          .get("/v1/me")
          .then()
          .statusCode(401)
          .body("code", equalTo("token-invalid"));
    }
  }

  @Test
  void aPersonOfTheProviderSeesWhatTheirRoleAllows() {
    String anna = LocalInfrastructure.provider().token("anna-" + group);
    String name = "oidc:anna-" + group;
    bearer(anna).get("/v1/me").then().statusCode(200).body("name", equalTo(name));
    bearer(anna).get("/v1/groups/{g}/devices", group).then().statusCode(404);

    bearer(operator)
        .body(Map.of("role", "viewer"))
        .put("/v1/groups/{g}/people/{p}", group, name)
        .then()
        .statusCode(204);

    bearer(anna).get("/v1/groups/{g}/devices", group).then().statusCode(200);
    bearer(anna).get("/v1/groups").then().body("groups", hasSize(1));
    bearer(operator)
        .get("/v1/groups/{g}/people", group)
        .then()
        .body("people[0].person", equalTo(name), "people[0].role", equalTo("viewer"));
    bearer(anna)
        .body(Map.of("device", "camera"))
        .post("/v1/groups/{g}/devices", group)
        .then()
        .statusCode(403)
        .body("code", equalTo("forbidden"));
  }

  @Test
  void theProvidersRoleMakesAnOperatorAndNobodyElseSignsInItsName() {
    String role = LocalInfrastructure.OPERATOR_ROLE;

    bearer(LocalInfrastructure.provider().token("root", role))
        .get("/v1/groups/{g}/devices", group)
        .then()
        .statusCode(200);

    for (String token :
        new String[] {
          LocalInfrastructure.provider().forged("root", role),
          LocalInfrastructure.provider().expired("root"),
          "opaque"
        }) {
      bearer(token).get("/v1/me").then().statusCode(401).body("code", equalTo("token-invalid"));
    }
  }

  @Test
  void aLocalAccountGetsATokenForItsPasswordWhichEndsWithIt() {
    String name = "bob-" + group;
    bearer(operator)
        .body(Map.of("person", name, "password", PASSWORD))
        .post("/v1/people")
        .then()
        .statusCode(204);
    made.give(name, "owner");

    String token =
        credentials(Map.of("person", name, "password", PASSWORD))
            .then()
            .statusCode(200)
            .extract()
            .path("token");

    bearer(token)
        .get("/v1/me")
        .then()
        .statusCode(200)
        .body("kind", equalTo("person"), "roles.'" + group + "'", equalTo("owner"));
    bearer(token)
        .body(Map.of("password", "another horse"))
        .put("/v1/people/{p}/password", name)
        .then()
        .statusCode(204);
    bearer(token).get("/v1/me").then().statusCode(401);
    credentials(Map.of("person", name, "password", PASSWORD)).then().statusCode(401);
  }

  @Test
  void whatIsNoNameOrNoPasswordIsRefusedWithoutQuotingIt() {
    String answer =
        bearer(operator)
            .body(Map.of("device", "camera", "password", "short"))
            .post("/v1/groups/{g}/devices", group)
            .then()
            .statusCode(400)
            .body("code", equalTo("password-malformed"))
            .extract()
            .asString();
    assertThat(answer).doesNotContain("short\"");
    bearer(operator)
        .body(Map.of("device", " "))
        .post("/v1/groups/{g}/devices", group)
        .then()
        .statusCode(400)
        .body("code", equalTo("name-malformed"));
    bearer(operator)
        .body("{\"device\":")
        .post("/v1/groups/{g}/devices", group)
        .then()
        .statusCode(400)
        .body("code", equalTo("bad-request"));
    bearer(operator)
        .body("{\"device\":\"" + "x".repeat(20_000) + "\"}")
        .post("/v1/groups/{g}/devices", group)
        .then()
        .statusCode(413);
  }

  private io.restassured.response.Response apply(String device, String code) {
    return given()
        .contentType(ContentType.JSON)
        .body(Map.of("group", group, "device", device, "password", PASSWORD, "invitation", code))
        .post("/v1/devices");
  }

  private static io.restassured.response.Response credentials(Map<String, String> credentials) {
    return given().contentType(ContentType.JSON).body(credentials).post("/v1/tokens");
  }
}
