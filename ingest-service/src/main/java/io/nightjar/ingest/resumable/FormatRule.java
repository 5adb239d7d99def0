package io.nightjar.ingest.resumable;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.upload.MediaFormat;
import io.nightjar.ingest.upload.MediaSniffer;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.recording.MediaKind;
import java.util.Optional;

/**
 * Which recordings are taken, by their first bytes and their length.
 *
 * @param limits bytes of a recording of each kind
 */
record FormatRule(Limits.Upload limits) {
  /** The most bytes that an upload of any kind may have. */
  long largest() {
    return Math.max(limits.thermalBytes(), limits.audioBytes());
  }

  /** The most bytes that an upload may have. */
  long most(Optional<MediaFormat> format) {
    return format.map(known -> most(known.kind())).orElse(largest());
  }

  private long most(MediaKind kind) {
    return switch (kind) {
      case THERMAL -> limits.thermalBytes();
      case AUDIO -> limits.audioBytes();
    };
  }

  /**
   * Looks at the length of an upload.
   *
   * @param format as far as it is known
   * @throws ProblemException {@code empty-body} or {@code too-large}
   */
  void requireLength(long length, Optional<MediaFormat> format) {
    if (length == 0) {
      throw empty();
    }
    if (length > most(format)) {
      throw tooLarge(most(format));
    }
  }

  static ProblemException empty() {
    return new ProblemException(ProblemCode.EMPTY_BODY, "a recording has at least one byte");
  }

  static ProblemException tooLarge(long most) {
    return new ProblemException(ProblemCode.TOO_LARGE, "at most " + most + " bytes are taken");
  }

  /**
   * The format of an upload.
   *
   * @param head its first {@link MediaSniffer#HEAD} bytes, or all of it
   * @param length bytes that it will have, or has already
   */
  MediaFormat require(byte[] head, long length) throws RefusedUploadException {
    MediaFormat format =
        MediaSniffer.sniff(head)
            .orElseThrow(
                () ->
                    new RefusedUploadException(
                        new ProblemException(
                            ProblemCode.NOT_A_RECORDING,
                            "its first bytes are those of none of the formats "
                                + MediaFormat.names())));
    if (length > most(format.kind())) {
      throw new RefusedUploadException(tooLarge(most(format.kind())));
    }
    return format;
  }
}
