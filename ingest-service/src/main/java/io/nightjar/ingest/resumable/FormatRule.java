package io.nightjar.ingest.resumable;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.upload.MediaFormat;
import io.nightjar.ingest.upload.MediaSniffer;
import io.nightjar.pipeline.Limits;

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

  /**
   * The format of an upload.
   *
   * @param head its first {@link MediaSniffer#HEAD} bytes, or all of it
   * @param length bytes that it will have
   */
  MediaFormat require(byte[] head, long length) throws RefusedUploadException {
    MediaFormat format =
        MediaSniffer.sniff(head)
            .orElseThrow(
                () ->
                    refused(
                        ProblemCode.NOT_A_RECORDING,
                        "its first bytes are those of none of the formats " + MediaFormat.names()));
    long most =
        switch (format.kind()) {
          case THERMAL -> limits.thermalBytes();
          case AUDIO -> limits.audioBytes();
        };
    if (length > most) {
      throw refused(ProblemCode.TOO_LARGE, "at most " + most + " bytes are taken");
    }
    return format;
  }

  private static RefusedUploadException refused(ProblemCode code, String detail) {
    return new RefusedUploadException(new ProblemException(code, detail));
  }
}
