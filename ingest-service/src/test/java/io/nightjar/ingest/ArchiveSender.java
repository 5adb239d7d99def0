package io.nightjar.ingest;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends archives, and reads what is answered line by line.
 *
 * @param device whose archives they are
 */
record ArchiveSender(String device) {
  static final String PATH = "/v1/archives";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The lines of the answer to an archive that is begun. */
  List<JsonNode> lines(byte[] archive) throws IOException {
    return read(
        bytes()
            .body(archive)
            .post(PATH)
            .then()
            .statusCode(200)
            .contentType("application/x-ndjson")
            .extract()
            .asString());
  }

  /** A request with a body of bytes. */
  RequestSpecification bytes() {
    return request().contentType("application/octet-stream");
  }

  /** A request by the device. */
  RequestSpecification request() {
    return given().header("Authorization", "Bearer " + DeviceTokensFor.device("group", device));
  }

  static List<JsonNode> read(String answer) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : answer.lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  /** The members' names. */
  static List<String> names(List<JsonNode> lines) {
    return lines.stream()
        .filter(line -> line.path("type").asText().equals("member"))
        .map(line -> line.path("name").asText())
        .toList();
  }

  /** What became of each member, and of the whole. */
  static List<String> outcomes(List<JsonNode> lines) {
    return lines.stream().map(line -> line.path("outcome").asText()).toList();
  }
}
