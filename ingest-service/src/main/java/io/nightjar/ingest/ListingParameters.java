package io.nightjar.ingest;

import io.nightjar.ingest.identity.Access;
import io.nightjar.ingest.identity.Caller;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.index.Position;
import io.nightjar.pipeline.index.RecordingIndex;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.store.ObjectKeys;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
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
  @Parameter(description = "Of this kind", schema = @Schema(enumeration = {"thermal", "audio"}))
  @Nullable String kind;

  @QueryParam("order")
  @Parameter(
      description = "By time recorded; the newest first, unless oldest is asked for",
      schema = @Schema(enumeration = {"newest", "oldest"}))
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
   * The query, of what a caller may read.
   *
   * @throws ProblemException {@code device-unnamed} if a person or an operator does not say whose
   *     recordings; {@code not-found} if the caller may not read them
   */
  RecordingIndex.Query of(Caller caller) {
    DeviceIdentity recorder =
        named(caller)
            .filter(device -> Access.mayRead(caller, device))
            .orElseThrow(
                () -> new ProblemException(ProblemCode.NOT_FOUND, "no such group or device"));
    return new RecordingIndex.Query(
        ObjectKeys.index(recorder),
        time("from", from),
        time("to", to),
        Optional.ofNullable(kind).map(ListingParameters::kind),
        newestFirst(),
        Optional.ofNullable(cursor).map(ListingParameters::position),
        limit());
  }

  /** A device need not name itself; what can't be a name is not there. */
  private Optional<DeviceIdentity> named(Caller caller) {
    Optional<DeviceIdentity> self =
        caller instanceof Caller.Device registered
            ? Optional.of(registered.identity())
            : Optional.empty();
    try {
      return Optional.of(
          new DeviceIdentity(
              given(group, self.map(DeviceIdentity::group)),
              given(device, self.map(DeviceIdentity::device))));
    } catch (IllegalArgumentException noName) {
      return Optional.empty();
    }
  }

  private static String given(@Nullable String parameter, Optional<String> own) {
    return Optional.ofNullable(parameter)
        .or(() -> own)
        .orElseThrow(
            () -> new ProblemException(ProblemCode.DEVICE_UNNAMED, "say which group and device"));
  }

  private static Optional<Instant> time(String name, @Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw malformed(name, "a time with an offset, as in RFC 3339");
    }
  }

  private static MediaKind kind(String text) {
    return Arrays.stream(MediaKind.values())
        .filter(kind -> kind.text().equals(text))
        .findFirst()
        .orElseThrow(() -> malformed("kind", "thermal or audio"));
  }

  private boolean newestFirst() {
    if (order == null || order.equals("newest")) {
      return true;
    }
    if (order.equals("oldest")) {
      return false;
    }
    throw malformed("order", "newest or oldest");
  }

  private static Position position(String text) {
    return Position.parse(text).orElseThrow(() -> malformed("cursor", "what a page gave as next"));
  }

  private int limit() {
    if (limit == null) {
      return USUAL;
    }
    try {
      int asked = Integer.parseInt(limit);
      if (asked >= 1 && asked <= MOST) {
        return asked;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw malformed("limit", "a number from 1 to " + MOST);
  }

  private static ProblemException malformed(String name, String right) {
    return new ProblemException(ProblemCode.BAD_REQUEST, name + " must be " + right);
  }
}
