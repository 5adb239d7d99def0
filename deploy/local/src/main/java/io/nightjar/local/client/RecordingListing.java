package io.nightjar.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Recordings by the time at which they began, the newest first, of one group or of all: pages of
 * the groups, of which the next one is asked for when it is needed. For one thread.
 */
public final class RecordingListing {
  private static final int LARGEST_PAGE = 100;
  private static final int SMALLEST_PAGE = 10;
  private static final int GROUPS_AT_ONCE = 1000;

  private final OperatorClient client;
  private final Query query;
  private final List<GroupPages> groups = new ArrayList<>();

  /**
   * Which recordings are wanted.
   *
   * @param group of this group; else of all that the caller sees
   * @param device of the devices that are called so
   * @param kind {@code thermal} or {@code audio}
   * @param from that began then or later
   * @param to that began before then
   */
  public record Query(
      Optional<String> group,
      Optional<String> device,
      Optional<String> kind,
      Optional<Instant> from,
      Optional<Instant> to) {}

  /**
   * Begins a listing.
   *
   * @param expected how many will be wanted, for the size of the pages
   */
  public RecordingListing(OperatorClient client, Query query, int expected)
      throws InterruptedException {
    this.client = client;
    this.query = query;
    List<String> names = query.group().isPresent() ? List.of(query.group().get()) : allGroups();
    int page =
        Math.clamp((long) expected / Math.max(1, names.size()) + 1, SMALLEST_PAGE, LARGEST_PAGE);
    for (String name : names) {
      groups.add(new GroupPages(name, page));
    }
  }

  private List<String> allGroups() throws InterruptedException {
    var names = new ArrayList<String>();
    while (true) {
      String after = names.isEmpty() ? "" : "&after=" + OperatorClient.escaped(names.getLast());
      JsonNode page = client.get("/v1/groups?limit=" + GROUPS_AT_ONCE + after).path("groups");
      page.forEach(group -> names.add(group.path("group").asText()));
      if (page.size() < GROUPS_AT_ONCE) {
        return names;
      }
    }
  }

  /** Whether there is one more; may have to ask for its page. */
  public boolean hasNext() throws InterruptedException {
    for (GroupPages group : groups) {
      if (group.fill()) {
        return true;
      }
    }
    return false;
  }

  /** The next recording, as the service tells of it; empty after the last one. */
  public Optional<JsonNode> next() throws InterruptedException {
    Optional<GroupPages> newest = Optional.empty();
    for (GroupPages group : groups) {
      if (group.fill() && newest.map(other -> group.isNewerThan(other)).orElse(true)) {
        newest = Optional.of(group);
      }
    }
    return newest.map(GroupPages::take);
  }

  /** The recordings of one group. */
  private final class GroupPages {
    private static final Comparator<JsonNode> NEWNESS =
        Comparator.comparing(
                (JsonNode one) -> Instant.parse(one.path("recorded").path("at").asText()))
            .thenComparing(one -> one.path("recordingId").asText());

    private final String group;
    private final int size;
    private final Deque<JsonNode> page = new ArrayDeque<>();
    private Optional<String> cursor = Optional.empty();
    private boolean last;

    private GroupPages(String group, int size) {
      this.group = group;
      this.size = size;
    }

    /** Whether there is one more; a page may be empty and not be the last. */
    private boolean fill() throws InterruptedException {
      while (page.isEmpty() && !last) {
        JsonNode answer = client.get("/v1/recordings?" + parameters());
        answer.path("recordings").forEach(page::add);
        cursor = Optional.ofNullable(answer.get("next")).map(JsonNode::asText);
        last = cursor.isEmpty();
      }
      return !page.isEmpty();
    }

    private boolean isNewerThan(GroupPages other) {
      return NEWNESS.compare(page.getFirst(), other.page.getFirst()) > 0;
    }

    private JsonNode take() {
      return page.removeFirst();
    }

    private String parameters() {
      var text = new StringBuilder("limit=" + size + "&group=" + OperatorClient.escaped(group));
      add(text, "device", query.device());
      add(text, "kind", query.kind());
      add(text, "from", query.from().map(Instant::toString));
      add(text, "to", query.to().map(Instant::toString));
      add(text, "cursor", cursor);
      return text.toString();
    }

    private static void add(StringBuilder text, String name, Optional<String> value) {
      value.ifPresent(
          given -> text.append('&').append(name).append('=').append(OperatorClient.escaped(given)));
    }
  }
}
