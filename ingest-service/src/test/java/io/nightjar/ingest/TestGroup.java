package io.nightjar.ingest;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;

/**
 * A group of its own for a test, and what its operator does there.
 *
 * @param name which no other group has
 * @param operator a token
 */
record TestGroup(String name, String operator) {
  static final String PASSWORD = "correct horse";

  /** Makes a group. */
  static TestGroup make(String operator) {
    TestGroup group = new TestGroup("group-" + UUID.randomUUID(), operator);
    bearer(operator).body(Map.of("group", group.name())).post("/v1/groups").then().statusCode(201);
    return group;
  }

  /** Registers a device, and returns its token. */
  String register(String device) {
    return bearer(operator)
        .body(Map.of("device", device, "password", PASSWORD))
        .post("/v1/groups/{g}/devices", name)
        .then()
        .statusCode(201)
        .extract()
        .path("token");
  }

  /** Gives somebody a role. */
  void give(String person, String role) {
    bearer(operator)
        .body(Map.of("role", role))
        .put("/v1/groups/{g}/people/{p}", name, person)
        .then()
        .statusCode(204);
  }

  /** A request of JSON by whoever has a token. */
  static RequestSpecification bearer(String token) {
    return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
  }
}
