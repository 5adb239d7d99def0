package io.nightjar.ingest;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import java.util.Map;

/** Signs people in who have a local account, as they would do it. */
final class SignIn {
  private SignIn() {}

  /**
   * The token that a person gets.
   *
   * @param account name and password, as {@code POST /v1/tokens} takes them
   */
  static String token(Map<String, String> account) {
    return given()
        .contentType(ContentType.JSON)
        .body(account)
        .post("/v1/tokens")
        .then()
        .statusCode(200)
        .extract()
        .path("token");
  }
}
