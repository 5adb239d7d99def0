package io.nightjar.ingest.resumable;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.resumable.Chunk.Role;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What the sender of a chunk may say of its upload's length, and how many bytes it may send.
 *
 * @param formats what recordings may have
 */
record LengthRule(FormatRule formats) {
  /**
   * The length that becomes known with a chunk; none if it is known already, or still not said.
   *
   * @throws ProblemException {@code upload-length-inconsistent} if it contradicts what was said
   *     before or has come, {@code empty-body} or {@code too-large} if no recording has it
   */
  OptionalLong news(UploadState state, Chunk chunk) {
    OptionalLong before = state.announced().length();
    long[] said =
        Stream.of(before, chunk.total(), chunk.impliedTotal())
            .flatMapToLong(OptionalLong::stream)
            .distinct()
            .toArray();
    if (said.length > 1) {
      throw inconsistent("its length is " + said[0] + ", not " + said[1]);
    }
    if (before.isPresent() || said.length == 0) {
      return OptionalLong.empty();
    }
    long offset = state.progress().offset();
    if (said[0] < offset) {
      throw inconsistent(offset + " bytes have come already, so its length is not " + said[0]);
    }
    formats.requireLength(said[0], state.progress().format());
    return OptionalLong.of(said[0]);
  }

  /**
   * Refuses a chunk that says to be too long.
   *
   * @throws ProblemException {@code too-large}, or {@code upload-too-long} where nothing changes
   * @throws RefusedUploadException {@code upload-too-long} where the upload is at an end
   */
  void requireRoom(UploadState state, Chunk chunk) throws RefusedUploadException {
    long until = chunk.offset() + chunk.length().orElse(0);
    OptionalLong length = state.announced().length();
    long most = length.orElseGet(() -> formats.most(state.progress().format()));
    if (until > most) {
      if (length.isEmpty()) {
        throw FormatRule.tooLarge(most);
      }
      refuseMore(most, chunk.role());
    }
  }

  /**
   * More came than the upload has. The IETF's draft wants it to end by that; in tus nothing
   * changes.
   */
  static void refuseMore(long length, Role role) throws RefusedUploadException {
    ProblemException problem =
        new ProblemException(
            ProblemCode.UPLOAD_TOO_LONG, "the upload has " + length + " bytes, and more came");
    if (role == Role.UP_TO_THE_LENGTH) {
      throw problem;
    }
    throw new RefusedUploadException(problem);
  }

  /**
   * Looks at a chunk of an upload of which all bytes have come: in tus one that brings nothing asks
   * what has become of it; the IETF's draft wants every one refused.
   *
   * @throws ProblemException {@code upload-too-long} in tus, else {@code upload-complete} or {@code
   *     upload-length-inconsistent}
   */
  static void requireNothing(UploadState state, Chunk chunk)
      throws IOException, RefusedUploadException {
    long bytes = chunk.length().orElse(0);
    switch (chunk.role()) {
      case UP_TO_THE_LENGTH -> {
        if (bytes > 0) {
          refuseMore(state.progress().offset(), chunk.role());
        }
      }
      case MORE_FOLLOWS, LAST -> {
        if (bytes > 0 || (chunk.length().isEmpty() && chunk.body().read() >= 0)) {
          throw inconsistent("it is complete with " + state.progress().offset() + " bytes");
        }
        throw new ProblemException(
            ProblemCode.UPLOAD_COMPLETE, "all of its bytes have come; there is nothing to add");
      }
    }
  }

  static ProblemException inconsistent(String detail) {
    return new ProblemException(ProblemCode.UPLOAD_LENGTH_INCONSISTENT, detail);
  }
}
