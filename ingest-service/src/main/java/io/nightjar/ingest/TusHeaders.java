package io.nightjar.ingest;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.resumable.ChunkChecksum;
import io.nightjar.ingest.resumable.UploadMetadata;
import io.nightjar.ingest.upload.DigestField;
import io.vertx.core.MultiMap;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What the headers of a request of the resumable protocol say.
 *
 * @param headers as they came
 */
record TusHeaders(MultiMap headers) {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  /**
   * Bytes that a new upload will have.
   *
   * @throws ProblemException {@code bad-request} if that is not said, or in a way that is not
   *     offered
   */
  long newLength() {
    if (headers.contains("Upload-Concat")) {
      throw malformed("uploads are not put together here; send the recording as one");
    }
    if (headers.contains("Upload-Defer-Length")) {
      throw malformed("send Upload-Length; a length that comes later is not offered here");
    }
    return number("Upload-Length");
  }

  /** Where a chunk belongs. */
  long offset() {
    return number("Upload-Offset");
  }

  /** What the sender says of a new upload, and what it promises the whole to be. */
  UploadMetadata metadata() {
    Optional<String> promised =
        value(DigestField.REPR_DIGEST.header()).flatMap(DigestField.REPR_DIGEST::sha256);
    return UploadMetadata.parse(value("Upload-Metadata").orElse("")).or(promised);
  }

  /** What the chunk was promised to be. */
  Optional<ChunkChecksum> checksum() {
    return value("Upload-Checksum").map(ChunkChecksum::parse);
  }

  /** Bytes of the body, if that is said. */
  OptionalLong bodyLength() {
    return value(HttpHeaders.CONTENT_LENGTH)
        .map(length -> OptionalLong.of(Long.parseLong(length)))
        .orElseGet(OptionalLong::empty);
  }

  /** Whether there is a body with at least one byte, or one of unknown length. */
  boolean announcesBody() {
    return headers.contains("Transfer-Encoding") || bodyLength().orElse(0) > 0;
  }

  /**
   * Refuses a body of another type, or one that is coded: an upload is the recording's own bytes.
   */
  void requireType(String type) {
    String coding = value(HttpHeaders.CONTENT_ENCODING).orElse("identity").strip();
    if (!coding.equalsIgnoreCase("identity")) {
      throw new ProblemException(
          ProblemCode.ENCODING_UNSUPPORTED, "send the recording's bytes without Content-Encoding");
    }
    String is = value(HttpHeaders.CONTENT_TYPE).orElse("");
    int parameters = is.indexOf(';');
    String bare = parameters < 0 ? is : is.substring(0, parameters);
    if (!bare.strip().equalsIgnoreCase(type)) {
      throw new ProblemException(ProblemCode.CHUNK_TYPE, "send Content-Type: " + type);
    }
  }

  private long number(String header) {
    return value(header)
        .map(String::strip)
        .filter(text -> NUMBER.matcher(text).matches())
        .map(Long::parseLong)
        .orElseThrow(() -> malformed("send " + header + ": a whole number from 0"));
  }

  /** A header that came several times is one list (RFC 9110, section 5.2). */
  private Optional<String> value(String name) {
    var values = headers.getAll(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
  }

  private static ProblemException malformed(String detail) {
    return new ProblemException(ProblemCode.BAD_REQUEST, detail);
  }
}
