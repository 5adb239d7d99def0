package io.nightjar.local.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.local.client.FakeIngest.Received;
import io.nightjar.local.client.FakeIngest.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What {@code list} asks for, and in which order it shows it. */
class RecordingListingTest {
  private static final RecordingListing.Query ALL =
      new RecordingListing.Query(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  @Test
  void thePagesOfAllGroupsBecomeOneListFromTheNewestOn() throws Exception {
    Map<String, Reply> answers =
        Map.of(
            "/v1/groups?limit=1000",
            Reply.json(200, "{\"groups\":[{\"group\":\"a b\"},{\"group\":\"c\"}]}"),
            "/v1/recordings?limit=10&group=a%20b",
            page("c1", "2026-03-05", "2026-03-01"),
            "/v1/recordings?limit=10&group=a%20b&cursor=c1",
            page("c2"), // one that is empty need not be the last
            "/v1/recordings?limit=10&group=a%20b&cursor=c2",
            page("", "2026-02-01"),
            "/v1/recordings?limit=10&group=c",
            page("", "2026-03-04", "2026-02-02"));
    try (var ingest = new FakeIngest(answerOf(answers))) {
      var listing = new RecordingListing(client(ingest), ALL, 5);

      assertThat(all(listing))
          .containsExactly("2026-03-05", "2026-03-04", "2026-03-01", "2026-02-02", "2026-02-01");
    }
  }

  @Test
  void whatIsAskedForGoesToTheService() throws Exception {
    var query =
        new RecordingListing.Query(
            Optional.of("g"),
            Optional.of("cam 1"),
            Optional.of("thermal"),
            Optional.of(Instant.parse("2026-03-01T00:00:00Z")),
            Optional.of(Instant.parse("2026-03-02T00:00:00Z")));
    try (var ingest = new FakeIngest(request -> page(""))) {
      assertThat(new RecordingListing(client(ingest), query, 500).next()).isEmpty();

      assertThat(ingest.received())
          .extracting(Received::path)
          .containsExactly(
              "/v1/recordings?limit=100&group=g&device=cam%201&kind=thermal"
                  + "&from=2026-03-01T00%3A00%3A00Z&to=2026-03-02T00%3A00%3A00Z");
      assertThat(ingest.received().getFirst().authorization()).isEqualTo("Bearer operator");
    }
  }

  @Test
  void noPageIsAskedForThatNobodyLooksAt() throws Exception {
    var query =
        new RecordingListing.Query(
            Optional.of("g"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    try (var ingest = new FakeIngest(request -> page("more", "2026-03-02", "2026-03-01"))) {
      var listing = new RecordingListing(client(ingest), query, 2);

      assertThat(List.of(at(listing.next()), at(listing.next())))
          .containsExactly("2026-03-02", "2026-03-01");
      assertThat(ingest.received()).hasSize(1);
    }
  }

  private static Function<Received, Reply> answerOf(Map<String, Reply> answers) {
    return request ->
        answers.getOrDefault(request.path(), Reply.problem(404, "not-asked-" + request.path()));
  }

  private static OperatorClient client(FakeIngest ingest) {
    return new OperatorClient(ingest.address(), "operator");
  }

  private static List<String> all(RecordingListing listing) throws InterruptedException {
    var days = new ArrayList<String>();
    for (Optional<JsonNode> one = listing.next(); one.isPresent(); one = listing.next()) {
      days.add(at(one));
    }
    return days;
  }

  private static String at(Optional<JsonNode> recording) {
    return recording.orElseThrow().path("recorded").path("at").asText().substring(0, 10);
  }

  private static Reply page(String next, String... days) {
    List<String> recordings =
        List.of(days).stream()
            .map(
                day ->
                    "{\"recordingId\":\"id-"
                        + day
                        + "\",\"recorded\":{\"at\":\""
                        + day
                        + "T00:00:00Z\"}}")
            .toList();
    String cursor = next.isEmpty() ? "" : ",\"next\":\"" + next + "\"";
    return Reply.json(200, "{\"recordings\":[" + String.join(",", recordings) + "]" + cursor + "}");
  }
}
