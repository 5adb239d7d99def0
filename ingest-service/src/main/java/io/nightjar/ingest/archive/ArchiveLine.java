package io.nightjar.ingest.archive;

import io.nightjar.ingest.upload.Upload;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A line of the answer to an archive: one object of JSON. */
public sealed interface ArchiveLine {
  /** {@code member}, or {@code summary} for the last one. */
  String type();

  /**
   * What became of a member.
   *
   * @param type {@code member}
   * @param name as the archive has it; letters that could harm who reads it are replaced
   * @param outcome {@code accepted}; {@code duplicate}, if the device had sent the same before;
   *     {@code refused}; {@code skipped}, if it is no recording and does not look like one; or
   *     {@code failed}, if it may be sent again
   * @param recordingId under which the content is kept
   * @param mediaType as found in the content
   * @param size bytes, if they are known
   * @param sha256 lower-case hex
   * @param code why it was not taken, stable
   * @param detail the same for people
   */
  @Schema(name = "ArchiveMember")
  record OfMember(
      @Schema(enumeration = MEMBER) String type,
      String name,
      @Schema(enumeration = {ACCEPTED, DUPLICATE, REFUSED, SKIPPED, FAILED}) String outcome,
      @Schema(format = "uuid") Optional<String> recordingId,
      Optional<String> mediaType,
      OptionalLong size,
      Optional<String> sha256,
      Optional<String> code,
      Optional<String> detail)
      implements ArchiveLine {
    static OfMember taken(String name, Upload upload) {
      return new OfMember(
          MEMBER,
          name,
          upload.duplicate() ? DUPLICATE : ACCEPTED,
          Optional.of(upload.recordingId().toString()),
          Optional.of(upload.mediaType()),
          OptionalLong.of(upload.size()),
          Optional.of(upload.sha256()),
          Optional.empty(),
          Optional.empty());
    }

    static OfMember notTaken(
        String name, String outcome, OptionalLong size, String code, String detail) {
      return new OfMember(
          MEMBER,
          name,
          outcome,
          Optional.empty(),
          Optional.empty(),
          size,
          Optional.empty(),
          Optional.of(code),
          Optional.of(detail));
    }
  }

  /**
   * The last line. Without it, the answer was cut.
   *
   * @param type {@code summary}
   * @param outcome {@code complete} if the archive was read to its end, else {@code incomplete}
   * @param members that have a line
   * @param accepted of them
   * @param duplicates of them
   * @param refused of them
   * @param skipped of them
   * @param failed of them
   * @param bytes of the recordings that were accepted or duplicates
   * @param code why it is incomplete, stable
   * @param detail the same for people
   */
  @Schema(name = "ArchiveSummary")
  record Summary(
      @Schema(enumeration = SUMMARY) String type,
      @Schema(enumeration = {"complete", "incomplete"}) String outcome,
      long members,
      long accepted,
      long duplicates,
      long refused,
      long skipped,
      long failed,
      long bytes,
      Optional<String> code,
      Optional<String> detail)
      implements ArchiveLine {}

  String MEMBER = "member";
  String SUMMARY = "summary";
  String ACCEPTED = "accepted";
  String DUPLICATE = "duplicate";
  String REFUSED = "refused";
  String SKIPPED = "skipped";
  String FAILED = "failed";
}
