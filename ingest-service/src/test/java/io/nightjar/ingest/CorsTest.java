package io.nightjar.ingest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pages of other origins, as the Fetch standard has their browsers ask. */
@Tag("process")
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
class CorsTest {

  @Test
  void aPageOfAnOriginThatIsConfiguredMayRead() {
    given()
        .header("Origin", "https://pages.example")
        .header("Access-Control-Request-Method", "GET")
        .header("Access-Control-Request-Headers", "authorization,range")
        .options("/v1/recordings")
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", equalTo("https://pages.example"))
        .header("Access-Control-Allow-Methods", containsString("GET"))
        .header("Access-Control-Allow-Headers", containsString("authorization"));
  }

  @Test
  void aRefusalCanBeReadByThePageToo() {
    given()
        .header("Origin", "https://pages.example")
        .get("/v1/recordings")
        .then()
        .statusCode(401)
        .header("Access-Control-Allow-Origin", equalTo("https://pages.example"))
        .header("Access-Control-Expose-Headers", containsString("Content-Range"))
        .body("code", equalTo("token-missing"));
  }

  @Test
  void anyOtherPageMayNot() {
    given()
        .header("Origin", "https://elsewhere.example")
        .get("/v1/recordings")
        .then()
        .statusCode(403)
        .header("Access-Control-Allow-Origin", nullValue());
  }
}
