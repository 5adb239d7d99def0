package io.nightjar.ingest.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The value of {@code Accept} (RFC 9110, section 12.5.1): which of several forms a caller likes
 * best. What can't be read of it is passed over, and nobody is refused for it.
 */
public final class AcceptedTypes {
  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern SEMICOLON = Pattern.compile(";");
  private static final String ANY = "*/*";
  private static final String KEPT = AcceptedTypes.class.getName();

  private final List<Range> ranges;

  private AcceptedTypes(List<Range> ranges) {
    this.ranges = ranges;
  }

  /**
   * A form that is offered.
   *
   * @param type type and subtype, in lower case
   * @param parameters by which offers of the same type differ
   */
  public record Offer(String type, Map<String, String> parameters) {
    public Offer {
      parameters = Map.copyOf(parameters);
    }
  }

  /** Types that are accepted alike, and how well. */
  private record Range(String type, Map<String, String> parameters, double weight) {

    private boolean matches(Offer offer) {
      boolean right =
          type.equals(ANY)
              || type.equals(offer.type())
              || (type.endsWith("/*")
                  && offer.type().startsWith(type.substring(0, type.length() - 1)));
      return right && offer.parameters().entrySet().containsAll(parameters.entrySet());
    }

    /** A range that says more counts before one that says less. */
    private int precision() {
      return type.equals(ANY) ? 0 : type.endsWith("/*") ? 1 : 2 + parameters.size();
    }
  }

  /** Keeps what a request accepts, before the framework could refuse it for that. */
  static void keep(RoutingContext routing) {
    Headers.value(routing.request().headers(), HttpHeaders.ACCEPT)
        .ifPresent(value -> routing.put(KEPT, value));
  }

  /** What a request accepts. */
  public static AcceptedTypes of(RoutingContext routing) {
    return of(Optional.ofNullable(routing.<String>get(KEPT)).orElse(""));
  }

  /**
   * Reads a header.
   *
   * @param value of the header; all is accepted where it is empty
   */
  static AcceptedTypes of(String value) {
    return new AcceptedTypes(
        COMMA.splitAsStream(value).map(AcceptedTypes::range).flatMap(Optional::stream).toList());
  }

  private static Optional<Range> range(String text) {
    List<String> parts = SEMICOLON.splitAsStream(text).map(String::strip).toList();
    String type = parts.isEmpty() ? "" : parts.getFirst().toLowerCase(Locale.ROOT);
    if (type.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new TreeMap<>();
    for (String part : parts.subList(1, parts.size())) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parameters.put(
            part.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            part.substring(equals + 1).strip().replace("\"", ""));
      }
    }
    double weight = weight(Optional.ofNullable(parameters.remove("q")));
    return Optional.of(new Range(type, parameters, weight));
  }

  private static double weight(Optional<String> text) {
    try {
      return text.map(Double::parseDouble).filter(weight -> weight >= 0).orElse(1.0);
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  /**
   * The offer that is accepted best; of several that are liked alike the one that is named most
   * precisely, then the first. The first, too, if none is accepted.
   *
   * @param offers the usual one first
   */
  public Offer best(List<Offer> offers) {
    // The sort is stable, so that the order of the offers decides in the end.
    return offers.stream()
        .flatMap(offer -> match(offer).map(range -> Map.entry(offer, range)).stream())
        .filter(match -> match.getValue().weight() > 0)
        .sorted(
            Map.Entry.comparingByValue(
                Comparator.comparingDouble(Range::weight)
                    .thenComparingInt(Range::precision)
                    .reversed()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(offers.getFirst());
  }

  /** The range that counts for an offer: the most precise one that it lies in. */
  private Optional<Range> match(Offer offer) {
    Stream<Range> matching = ranges.stream().filter(range -> range.matches(offer));
    return matching.max(Comparator.comparingInt(Range::precision));
  }
}
