package io.nightjar.ingest;

import io.nightjar.ingest.http.Headers;
import io.nightjar.ingest.http.Rfc3339;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.upload.DigestField;
import io.nightjar.ingest.upload.Packaging;
import io.nightjar.ingest.upload.PromisedDigests;
import io.nightjar.ingest.upload.Uploads;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.recording.SenderClaims;
import io.nightjar.pipeline.trace.TraceContext;
import io.vertx.core.MultiMap;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the headers of an upload say of it.
 *
 * @param headers as they came
 */
record UploadHeaders(MultiMap headers) {
  /** When the recording began, as its sender knows. */
  static final String RECORDED_AT = "Nightjar-Recorded-At";

  private static final Pattern EXTENDED_NAME =
      Pattern.compile("(?i);\\s*filename\\*\\s*=\\s*utf-8'[^']*'([^;\\s]+)");

  private static final Pattern NAME =
      Pattern.compile("(?i);\\s*filename\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]+))");

  /**
   * What comes with the body.
   *
   * @throws ProblemException {@code digest-malformed}, or {@code bad-request}
   */
  Uploads.Envelope envelope(DeviceIdentity device) {
    SenderClaims claims = claims();
    return new Uploads.Envelope(
        device,
        value(HttpHeaders.CONTENT_LENGTH)
            .map(length -> OptionalLong.of(Long.parseLong(length)))
            .orElseGet(OptionalLong::empty),
        new Packaging(
            value(HttpHeaders.CONTENT_TYPE).orElse(""),
            value(HttpHeaders.CONTENT_ENCODING).orElse("")),
        () -> claims,
        new PromisedDigests(digest(DigestField.CONTENT_DIGEST), digest(DigestField.REPR_DIGEST)),
        TraceContext.current());
  }

  /**
   * What the sender says of the recording.
   *
   * @throws ProblemException {@code bad-request}
   */
  SenderClaims claims() {
    return new SenderClaims(
        value(RECORDED_AT).map(UploadHeaders::instant),
        value(HttpHeaders.CONTENT_DISPOSITION).flatMap(UploadHeaders::fileName));
  }

  private static Instant instant(String text) {
    return Rfc3339.parse(text)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.BAD_REQUEST,
                    RECORDED_AT + " must be " + Rfc3339.RULE + ", not " + text));
  }

  /** The name of RFC 6266; the extended form, which may have any letters, goes before. */
  private static Optional<String> fileName(String disposition) {
    Matcher extended = EXTENDED_NAME.matcher(disposition);
    if (extended.find()) {
      try {
        String octets = extended.group(1).replace("+", "%2B");
        return Optional.of(URLDecoder.decode(octets, StandardCharsets.UTF_8));
      } catch (IllegalArgumentException brokenEscape) {
        return Optional.empty();
      }
    }
    Matcher plain = NAME.matcher(disposition);
    return plain.find()
        ? Optional.of(plain.group(1) == null ? plain.group(2) : plain.group(1))
        : Optional.empty();
  }

  private Optional<String> digest(DigestField field) {
    return value(field.header()).flatMap(field::sha256);
  }

  private Optional<String> value(String name) {
    return Headers.value(headers, name);
  }
}
