package io.nightjar.ingest;

import io.nightjar.ingest.http.Headers;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.upload.DigestField;
import io.vertx.core.MultiMap;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The headers of a request that brings bytes of an upload, whatever its protocol.
 *
 * @param all as they came
 */
record BodyHeaders(MultiMap all) {
  private static final String TRANSFER_ENCODING = "Transfer-Encoding";

  Optional<String> value(String name) {
    return Headers.value(all, name);
  }

  /** The SHA-256 that the whole was promised to have, in hex. */
  Optional<String> promisedDigest() {
    return value(DigestField.REPR_DIGEST.header()).flatMap(DigestField.REPR_DIGEST::sha256);
  }

  boolean has(String name) {
    return all.contains(name);
  }

  /** Bytes of the body; empty if it is sent in pieces, whose end only shows when it comes. */
  OptionalLong length() {
    return all.contains(TRANSFER_ENCODING)
        ? OptionalLong.empty()
        : OptionalLong.of(value(HttpHeaders.CONTENT_LENGTH).map(Long::parseLong).orElse(0L));
  }

  /** Whether there is a body with at least one byte, or one of unknown length. */
  boolean announcesBytes() {
    return length().orElse(1) > 0;
  }

  /** Whether the body is of a type, whatever its parameters. */
  boolean hasType(String type) {
    String is = value(HttpHeaders.CONTENT_TYPE).orElse("");
    int parameters = is.indexOf(';');
    String bare = parameters < 0 ? is : is.substring(0, parameters);
    return bare.strip().equalsIgnoreCase(type);
  }

  void requireType(String type) {
    if (!hasType(type)) {
      throw new ProblemException(ProblemCode.CHUNK_TYPE, "send Content-Type: " + type);
    }
  }

  /** Refuses a body that is coded: an upload is the recording's own bytes. */
  void requirePlain() {
    String coding = value(HttpHeaders.CONTENT_ENCODING).orElse("identity").strip();
    if (!coding.equalsIgnoreCase("identity")) {
      throw new ProblemException(
          ProblemCode.ENCODING_UNSUPPORTED, "send the recording's bytes without Content-Encoding");
    }
  }
}
