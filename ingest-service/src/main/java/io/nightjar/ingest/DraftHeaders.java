package io.nightjar.ingest;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.resumable.ChunkChecksum;
import io.nightjar.ingest.resumable.UploadMetadata;
import io.nightjar.ingest.upload.DigestField;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the headers of a request of the IETF's draft say.
 *
 * @param body what they say of its body
 */
record DraftHeaders(BodyHeaders body) {
  static final String COMPLETE = "Upload-Complete";
  static final String OFFSET = "Upload-Offset";
  static final String LENGTH = "Upload-Length";
  static final String LIMIT = "Upload-Limit";

  /** Whether the body's end is the upload's; empty if that is not said, or can't be read. */
  Optional<Boolean> complete() {
    return body.value(COMPLETE).flatMap(StructuredItem::bool);
  }

  /** The same where it has to be said. */
  boolean requireComplete() {
    return complete().orElseThrow(() -> missing("Upload-Complete: ?1 with the last bytes, or ?0"));
  }

  /** Bytes of the whole, if they are told. */
  OptionalLong length() {
    return integer(LENGTH);
  }

  /** Where the bytes belong. */
  long offset() {
    return integer(OFFSET).orElseThrow(() -> missing("Upload-Offset: a whole number from 0"));
  }

  /** What the sender says of a new upload, as with a plain one. */
  UploadMetadata metadata() {
    return UploadMetadata.of(new UploadHeaders(body.all()).claims()).or(body.promisedDigest());
  }

  /** What the body was promised to be. */
  Optional<ChunkChecksum> checksum() {
    return body.value(DigestField.CONTENT_DIGEST.header())
        .flatMap(DigestField.CONTENT_DIGEST::sha256)
        .map(ChunkChecksum::sha256);
  }

  private OptionalLong integer(String header) {
    return body.value(header).map(StructuredItem::integer).orElseGet(OptionalLong::empty);
  }

  private static ProblemException missing(String what) {
    return new ProblemException(ProblemCode.BAD_REQUEST, "send " + what);
  }
}
