package io.nightjar.ingest;

import io.nightjar.ingest.identity.Recorders;
import io.nightjar.ingest.upload.DigestField;
import io.nightjar.ingest.upload.Packaging;
import io.nightjar.ingest.upload.PromisedDigests;
import io.nightjar.ingest.upload.Uploads;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.trace.TraceContext;
import io.vertx.core.MultiMap;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the headers of an upload say of it.
 *
 * @param headers as they came
 */
record UploadHeaders(MultiMap headers) {
  /**
   * What comes with the body.
   *
   * @throws io.nightjar.ingest.problem.ProblemException {@code digest-malformed}
   */
  Uploads.Envelope envelope(DeviceIdentity device) {
    return new Uploads.Envelope(
        device,
        value(HttpHeaders.CONTENT_LENGTH)
            .map(length -> OptionalLong.of(Long.parseLong(length)))
            .orElseGet(OptionalLong::empty),
        new Packaging(
            value(HttpHeaders.CONTENT_TYPE).orElse(""),
            value(HttpHeaders.CONTENT_ENCODING).orElse("")),
        new PromisedDigests(digest(DigestField.CONTENT_DIGEST), digest(DigestField.REPR_DIGEST)),
        TraceContext.current());
  }

  /** Which device recorded it, if that is said. */
  Optional<String> recorder() {
    return value(Recorders.HEADER);
  }

  private Optional<String> digest(DigestField field) {
    return value(field.header()).flatMap(field::sha256);
  }

  /** A header that came several times is one list (RFC 9110, section 5.2). */
  private Optional<String> value(String name) {
    List<String> values = headers.getAll(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
  }
}
