package io.nightjar.local.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.local.client.FakeIngest.Received;
import io.nightjar.local.client.FakeIngest.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Recordings with a status, out of a service that lists by time. */
class RecordingSearchTest {
  private static final RecordingListing.Query OF_A_GROUP =
      new RecordingListing.Query(
          Optional.of("g"), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  @Test
  void thosePagesAreAskedForThatHaveTheWantedOnesAndAllLookedAtAreCounted() throws Exception {
    try (var ingest = new FakeIngest(RecordingSearchTest::threePages)) {
      var search = search(ingest, Optional.of("rejected"));

      String first = day(search.next());

      assertThat(first).isEqualTo("2026-03-02");
      assertThat(search.looked()).isEqualTo(4);
      assertThat(ingest.received())
          .extracting(Received::path)
          .containsExactly(
              "/v1/recordings?limit=100&group=g", "/v1/recordings?limit=100&group=g&cursor=c1");
      assertThat(search.goesOn()).isTrue();
    }
  }

  @Test
  void aSearchEndsWithTheListing() throws Exception {
    try (var ingest = new FakeIngest(RecordingSearchTest::threePages)) {
      var search = search(ingest, Optional.of("partial"));

      assertThat(search.next()).isEmpty();
      assertThat(search.looked()).isEqualTo(5);
      assertThat(search.goesOn()).isFalse();
    }
  }

  @Test
  void withoutAStatusEveryRecordingIsFound() throws Exception {
    try (var ingest = new FakeIngest(RecordingSearchTest::threePages)) {
      var search = search(ingest, Optional.empty());
      List<String> days = new ArrayList<>();

      for (Optional<JsonNode> one = search.next(); one.isPresent(); one = search.next()) {
        days.add(day(one));
      }

      assertThat(days)
          .containsExactly("2026-03-05", "2026-03-04", "2026-03-03", "2026-03-02", "2026-03-01");
    }
  }

  private static RecordingSearch search(FakeIngest ingest, Optional<String> status)
      throws InterruptedException {
    var client = new OperatorClient(ingest.address(), "operator");
    var listing = new RecordingListing(client, OF_A_GROUP, Integer.MAX_VALUE);
    return new RecordingSearch(listing, status, looked -> {});
  }

  private static Reply threePages(Received request) {
    String path = request.path();
    if (path.endsWith("cursor=c1")) {
      return page("c2", recording("2026-03-03", "completed"), recording("2026-03-02", "rejected"));
    }
    return path.endsWith("cursor=c2")
        ? page("", recording("2026-03-01", "rejected"))
        : page("c1", recording("2026-03-05", "completed"), recording("2026-03-04", "processing"));
  }

  private static String recording(String day, String status) {
    return "{\"recordingId\":\"id-"
        + day
        + "\",\"status\":\""
        + status
        + "\",\"recorded\":{\"at\":\""
        + day
        + "T00:00:00Z\"}}";
  }

  private static Reply page(String next, String... recordings) {
    String cursor = next.isEmpty() ? "" : ",\"next\":\"" + next + "\"";
    return Reply.json(200, "{\"recordings\":[" + String.join(",", recordings) + "]" + cursor + "}");
  }

  private static String day(Optional<JsonNode> recording) {
    return recording.orElseThrow().path("recorded").path("at").asText().substring(0, 10);
  }
}
