package io.nightjar.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.registry.token.Enrolment;
import io.nightjar.registry.token.ReadableGroups;
import io.nightjar.registry.token.TokenKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The list of groups in pages, for those who see only some groups. */
@Tag("process")
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
class GroupPagesTest {
  private static final String PASSWORD = "correct horse";
  private static final Duration HOUR = Duration.ofHours(1);

  private final String mark = UUID.randomUUID().toString();

  /** In the order of the keys of the store, which is that of their bytes. */
  private final List<String> groups = List.of("A-" + mark, "b " + mark, "b-" + mark, "c-" + mark);

  private TokenKeys keys;
  private String operator = "";

  @BeforeEach
  void makeGroups() throws IOException {
    ServiceStart.awaitReady();
    keys = TokenKeys.read(LocalInfrastructure.keysFile());
    operator = Enrolment.operator(keys, "test", HOUR);
    for (String group : groups) {
      json(operator).body(Map.of("group", group)).post("/v1/groups").then().statusCode(201);
    }
  }

  @Test
  void aPersonGetsTheirGroupsPageByPage() {
    String person = person();

    assertThat(page(person, "", 3)).hasSize(3).isSubsetOf(groups);
    assertThat(inPagesOf(2, person)).isEqualTo(inPagesOf(1000, operator));
  }

  @Test
  void aReaderOfSomeGroupsGetsThemPageByPage() {
    String reader = Enrolment.reader(keys, "test", new ReadableGroups.Named(groups), HOUR);

    assertThat(page(reader, "", 1)).hasSize(1);
    assertThat(inPagesOf(1, reader)).isEqualTo(inPagesOf(1000, operator));
  }

  @Test
  void behindADevicesGroupThereIsNoOther() {
    String device = DeviceTokensFor.device(groups.get(1), "camera");

    assertThat(page(device, "", 100)).containsExactly(groups.get(1));
    assertThat(page(device, groups.get(1), 100)).isEmpty();
  }

  /** Of those that this test has made. */
  private List<String> inPagesOf(int size, String token) {
    List<String> all = new ArrayList<>();
    List<String> page = page(token, "", size);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = page(token, all.getLast(), size);
    }
    all.retainAll(groups);
    return all;
  }

  private static List<String> page(String token, String after, int limit) {
    return bearer(token)
        .queryParam("after", after)
        .queryParam("limit", limit)
        .get("/v1/groups")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("groups.group", String.class);
  }

  private String person() {
    Map<String, String> account = Map.of("person", "pages-" + mark, "password", PASSWORD);
    json(operator).body(account).post("/v1/people").then().statusCode(204);
    for (String group : groups) {
      json(operator)
          .body(Map.of("role", "viewer"))
          .put("/v1/groups/{g}/people/{p}", group, account.get("person"))
          .then()
          .statusCode(204);
    }
    return SignIn.token(account);
  }

  private static RequestSpecification json(String token) {
    return bearer(token).contentType(ContentType.JSON);
  }

  private static RequestSpecification bearer(String token) {
    return given().header("Authorization", "Bearer " + token);
  }
}
