package io.nightjar.ingest.upload;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import java.util.Optional;

/**
 * What the sender has promised a body to be, as lower-case hex of SHA-256.
 *
 * @param content of the body as it is sent, with its coding and its form
 * @param representation of the same by RFC 9530; that of the recording itself is taken, too, since
 *     a sender that compresses on the way has often made it before
 */
public record PromisedDigests(Optional<String> content, Optional<String> representation) {
  /** Nothing was promised. */
  public static final PromisedDigests NONE =
      new PromisedDigests(Optional.empty(), Optional.empty());

  /** Whether the digest of the body as it is sent is needed. */
  public boolean any() {
    return content.isPresent() || representation.isPresent();
  }

  /**
   * Compares with what came.
   *
   * @param sent digest of the body as it was sent
   * @param recording digest of the recording in it
   * @throws RefusedBodyException {@code digest-mismatch} if a promise was not kept
   */
  public void check(String sent, String recording) throws RefusedBodyException {
    if (content.isPresent() && !content.get().equals(sent)) {
      throw mismatch(sent, content.get());
    }
    if (representation.isPresent()
        && !representation.get().equals(sent)
        && !representation.get().equals(recording)) {
      throw mismatch(recording, representation.get());
    }
  }

  private static RefusedBodyException mismatch(String is, String promised) {
    return new RefusedBodyException(
        new ProblemException(
            ProblemCode.DIGEST_MISMATCH,
            "the body's SHA-256 is " + is + ", but " + promised + " was promised"));
  }
}
