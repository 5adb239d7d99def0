package io.nightjar.ingest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.nightjar.registry.token.Enrolment;
import io.nightjar.registry.token.TokenKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose token a password gives. */
@Tag("process")
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
class SignInTest {
  private static final String PATH = "/v1/tokens";

  private final Map<String, String> account =
      Map.of("person", "sign-in-" + UUID.randomUUID(), "password", "correct horse");

  @BeforeEach
  void makeAccount() throws Exception {
    ServiceStart.awaitReady();
    TokenKeys keys = TokenKeys.read(LocalInfrastructure.keysFile());
    given()
        .header("Authorization", "Bearer " + Enrolment.operator(keys, "test", Duration.ofHours(1)))
        .contentType(ContentType.JSON)
        .body(account)
        .post("/v1/people")
        .then()
        .statusCode(204);
  }

  @Test
  void aPersonGetsTheirs() {
    given().contentType(ContentType.JSON).body(account).post(PATH).then().statusCode(200);
  }

  /** Which of the two would it be? */
  @ParameterizedTest
  @ValueSource(strings = {"group", "device"})
  void whoNamesAPersonAndADeviceGetsNone(String member) {
    Map<String, String> both = new HashMap<>(account);
    both.put(member, "some");

    given()
        .contentType(ContentType.JSON)
        .body(both)
        .post(PATH)
        .then()
        .statusCode(400)
        .body("code", equalTo("bad-request"), "detail", containsString("name a person, or"));
  }
}
