package io.nightjar.ingest.problem;

import java.net.HttpURLConnection;
import java.util.Locale;

/** Every way in which a call can fail. The codes are a contract. */
public enum ProblemCode {
  BAD_REQUEST(400, "The request is malformed"),
  EMPTY_BODY(400, "There is no recording in the body"),
  INCOMPLETE_BODY(400, "The body ended early"),
  ENCODING_MALFORMED(400, "The body is not coded as its header says"),
  FORM_MALFORMED(400, "The form can't be read, or has not one file"),
  DIGEST_MALFORMED(400, "A digest header can't be read"),
  DIGEST_MISMATCH(400, "The body is not what its digest says"),
  ARCHIVE_DAMAGED(400, "The archive is damaged"),
  ARCHIVE_TRUNCATED(400, "The archive ends early"),
  ARCHIVE_NOT_STREAMABLE(400, "The archive can't be read from front to back"),
  NAME_MALFORMED(400, "A name can't be used"),
  PASSWORD_MALFORMED(400, "The password can't be used"),
  DEVICE_UNNAMED(400, "It is not said for which device this is"),
  UPLOAD_COMPLETE(400, "All bytes of the upload have come"),
  UPLOAD_LENGTH_INCONSISTENT(400, "The upload has another length"),
  RENDER_UNKNOWN(400, "Nothing of this name is made on demand"),
  RENDER_MALFORMED(400, "A parameter of the render can't be used"),
  TOKEN_MISSING(401, "No token was sent"),
  TOKEN_INVALID(401, "The token is not valid"),
  CREDENTIALS_WRONG(401, "The name or the password is wrong"),
  FORBIDDEN(403, "The caller may not do this"),
  REGISTRATION_CLOSED(403, "Devices do not register themselves here"),
  INVITATION_INVALID(403, "The invitation does not let a device in"),
  NOT_A_DEVICE(403, "Only a device may do this"),
  GROUP_NOT_FOUND(404, "The caller knows no such group"),
  DEVICE_NOT_FOUND(404, "The caller knows no such device"),
  PERSON_NOT_FOUND(404, "There is no such person"),
  INVITATION_NOT_FOUND(404, "There is no such invitation"),
  RECORDING_NOT_FOUND(404, "The caller has no such recording"),
  ARTEFACT_NOT_FOUND(404, "The recording has no such artefact"),
  FRAMES_NOT_FOUND(404, "The recording has no frames that can be read"),
  SOUND_NOT_FOUND(404, "The recording has no sound"),
  FRAME_NOT_FOUND(404, "The recording has no such frame"),
  TILE_NOT_FOUND(404, "There is no such tile"),
  TRACKS_NOT_FOUND(404, "The recording has no tracks, or none yet"),
  UPLOAD_NOT_FOUND(404, "This device has no such upload"),
  NOT_FOUND(404, "There is nothing here"),
  METHOD_NOT_ALLOWED(405, "This can't be done here"),
  NAME_TAKEN(409, "The name is taken"),
  DEVICE_REVOKED(409, "The device is revoked"),
  UPLOAD_OFFSET_MISMATCH(409, "The upload stands at another offset"),
  UPLOAD_GONE(410, "The upload is gone; begin it anew"),
  PROTOCOL_VERSION(412, "This version of the protocol is not spoken here"),
  TOO_LARGE(413, "The recording is too large"),
  UPLOAD_TOO_LONG(413, "More bytes came than the upload was created with"),
  ARCHIVE_TOO_LARGE(413, "The archive is too large"),
  ARCHIVE_INFLATES_TOO_MUCH(413, "The archive inflates out of all proportion"),
  ARCHIVE_TOO_MANY_MEMBERS(413, "The archive has too many members"),
  ARCHIVE_HEADER_TOO_LARGE(413, "The archive has headers that are too long"),
  REQUEST_TIMEOUT(408, "The body paused for too long"),
  BODY_TOO_SLOW(408, "The body came too slowly"),
  ENCODING_UNSUPPORTED(415, "The body is coded in a way that is not understood"),
  NOT_A_RECORDING(415, "The body is no recording of a known format"),
  CHUNK_TYPE(415, "A chunk has another content type"),
  NOT_AN_ARCHIVE(415, "The body is no archive of a known format"),
  RANGE_NOT_SATISFIABLE(416, "The range lies outside the artefact"),
  UPLOAD_LOCKED(423, "Another request has gone on with the upload"),
  TOO_MANY_UPLOADS(429, "This device uploads too much at once; try again later"),
  TOO_MANY_UNFINISHED(429, "The device has too many unfinished uploads"),
  TOO_MANY_RENDERS(429, "This group asks for too much; try again later"),
  CHECKSUM_MISMATCH(460, "The chunk is not what its checksum says"),
  INTERNAL_ERROR(500, "Something went wrong here"),
  UNAVAILABLE(503, "A dependency does not answer; try again later"),
  OVERLOADED(503, "Too much of this at once; try again later"),
  SHUTTING_DOWN(503, "This replica is about to end; try again");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Whether the same may go well later, whatever is sent. */
  public boolean isPassing() {
    return status == HttpURLConnection.HTTP_UNAVAILABLE;
  }

  /** What kind of problem it is. */
  public String title() {
    return title;
  }

  /** The stable code. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
