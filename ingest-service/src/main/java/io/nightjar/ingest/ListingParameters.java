package io.nightjar.ingest;

import io.nightjar.ingest.http.QueryValues;
import io.nightjar.ingest.http.Rfc3339;
import io.nightjar.ingest.identity.Access;
import io.nightjar.ingest.identity.Caller;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.index.Position;
import io.nightjar.pipeline.index.RecordingIndex;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.registry.token.ReadableGroups;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which recordings are asked for. */
public class ListingParameters {
  private static final int MOST = 100;
  private static final int USUAL = 50;

  @QueryParam("group")
  @Parameter(description = "Of this group")
  @Nullable String group;

  @QueryParam("device")
  @Parameter(description = "Of this device of the group")
  @Nullable String device;

  @QueryParam("from")
  @Parameter(
      description = "That began then or later, RFC 3339",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  @Nullable String from;

  @QueryParam("to")
  @Parameter(
      description = "That began before then, RFC 3339",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  @Nullable String to;

  @QueryParam("kind")
  @Parameter(description = "Of this kind", schema = @Schema(implementation = MediaKind.class))
  @Nullable String kind;

  @QueryParam("order")
  @Parameter(
      description = "By time recorded; the newest first, unless oldest is asked for",
      schema =
          @Schema(
              type = SchemaType.STRING,
              enumeration = {"newest", "oldest"}))
  @Nullable String order;

  @QueryParam("limit")
  @Parameter(
      description = "At most so many; a page may hold fewer and not be the last",
      schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100"))
  @Nullable String limit;

  @QueryParam("cursor")
  @Parameter(description = "What the page before gave as next")
  @Nullable String cursor;

  /**
   * The query, for what a caller may see.
   *
   * @throws ProblemException {@code bad-request} where a parameter is malformed, or it is not said
   *     which group; {@code group-not-found}, {@code device-not-found}
   */
  RecordingIndex.Query of(Caller caller) {
    return new RecordingIndex.Query(
        prefix(caller),
        time("from", from),
        time("to", to),
        Optional.ofNullable(kind).map(ListingParameters::kind),
        newestFirst(),
        Optional.ofNullable(cursor).map(ListingParameters::position),
        limit());
  }

  private String prefix(Caller caller) {
    return switch (caller) {
      case Caller.Device self -> ObjectKeys.index(own(self.identity()));
      case Caller.Person person -> prefix(person, oneGroup(person.roles().keySet()));
      case Caller.Operator operator -> prefix(operator, oneGroup(Set.of()));
      case Caller.Reader reader -> prefix(reader, oneGroup(named(reader.groups())));
    };
  }

  private DeviceIdentity own(DeviceIdentity self) {
    boolean named =
        (group != null && !group.equals(self.group()))
            || (device != null && !device.equals(self.device()));
    if (named) {
      throw new ProblemException(ProblemCode.DEVICE_NOT_FOUND, "a device sees its own recordings");
    }
    return self;
  }

  private String prefix(Caller caller, String ofGroup) {
    Access.requireRead(caller, ofGroup);
    try {
      return device == null
          ? ObjectKeys.index(ofGroup)
          : ObjectKeys.index(new DeviceIdentity(ofGroup, device));
    } catch (IllegalArgumentException e) {
      throw QueryValues.malformed("device", "a device's name");
    }
  }

  private static Set<String> named(ReadableGroups groups) {
    return switch (groups) {
      case ReadableGroups.All _ -> Set.of();
      case ReadableGroups.Named some -> Set.copyOf(some.names());
    };
  }

  private String oneGroup(Set<String> groups) {
    if (group != null) {
      return group;
    }
    if (groups.size() == 1) {
      return groups.iterator().next();
    }
    throw QueryValues.malformed("group", "said, since the caller sees several");
  }

  private static Optional<Instant> time(String name, @Nullable String text) {
    return Optional.ofNullable(text)
        .map(
            given ->
                Rfc3339.parse(given).orElseThrow(() -> QueryValues.malformed(name, Rfc3339.RULE)));
  }

  private static MediaKind kind(String text) {
    return Arrays.stream(MediaKind.values())
        .filter(kind -> kind.text().equals(text))
        .findFirst()
        .orElseThrow(() -> QueryValues.malformed("kind", "thermal or audio"));
  }

  private boolean newestFirst() {
    if (order == null || order.equals("newest")) {
      return true;
    }
    if (order.equals("oldest")) {
      return false;
    }
    throw QueryValues.malformed("order", "newest or oldest");
  }

  private static Position position(String text) {
    return Position.parse(text)
        .orElseThrow(() -> QueryValues.malformed("cursor", "what a page gave as next"));
  }

  private int limit() {
    return QueryValues.limit(limit, USUAL, MOST);
  }
}
