package io.nightjar.ingest;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.resumable.ChunkChecksum;
import io.nightjar.ingest.resumable.UploadMetadata;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What the headers of a request of tus say.
 *
 * @param body what they say of its body
 */
record TusHeaders(BodyHeaders body) {
  static final String RESUMABLE = "Tus-Resumable";
  static final String OFFSET = "Upload-Offset";
  static final String LENGTH = "Upload-Length";
  static final String DEFER_LENGTH = "Upload-Defer-Length";
  static final String METADATA = "Upload-Metadata";
  static final String EXPIRES = "Upload-Expires";
  static final String RECORDING = "Nightjar-Recording-Id";

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  /**
   * Bytes that a new upload will have; empty if they are to be told later.
   *
   * @throws ProblemException {@code bad-request} if that is not said, or in a way that is not
   *     offered
   */
  OptionalLong newLength() {
    if (body.has("Upload-Concat")) {
      throw malformed("uploads are not put together here; send the recording as one");
    }
    Optional<String> deferred = body.value(DEFER_LENGTH);
    if (deferred.isEmpty()) {
      return OptionalLong.of(number(LENGTH));
    }
    if (!deferred.get().strip().equals("1") || body.has(LENGTH)) {
      throw malformed("send Upload-Length, or Upload-Defer-Length: 1");
    }
    return OptionalLong.empty();
  }

  /** Bytes of the whole, if a chunk tells them. */
  OptionalLong length() {
    return body.has(LENGTH) ? OptionalLong.of(number(LENGTH)) : OptionalLong.empty();
  }

  /** Where a chunk belongs. */
  long offset() {
    return number(OFFSET);
  }

  /** What the sender says of a new upload, and what it promises the whole to be. */
  UploadMetadata metadata() {
    return UploadMetadata.parse(body.value(METADATA).orElse("")).or(body.promisedDigest());
  }

  /** What the chunk was promised to be. */
  Optional<ChunkChecksum> checksum() {
    return body.value("Upload-Checksum").map(ChunkChecksum::parse);
  }

  private long number(String header) {
    return body.value(header)
        .map(String::strip)
        .filter(text -> NUMBER.matcher(text).matches())
        .map(Long::parseLong)
        .orElseThrow(() -> malformed("send " + header + ": a whole number from 0"));
  }

  private static ProblemException malformed(String detail) {
    return new ProblemException(ProblemCode.BAD_REQUEST, detail);
  }
}
