package io.nightjar.ingest.field;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.upload.FormParts;
import io.nightjar.ingest.upload.RefusedBodyException;
import io.nightjar.ingest.upload.Sender;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.recording.SenderClaims;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A camera's upload: a form with the parts {@code data} and {@code file} in either order. It is the
 * stream of the file; at its end, what follows is read and the promised digest is looked at, so
 * that a file that is not what it should be is never whole in the store.
 */
final class FieldForm extends InputStream implements Sender {
  private static final String DATA = "data";
  private static final String FILE = "file";

  /** Far more than a camera says, tracks of its own classifier included. */
  private static final int LARGEST_DATA = 1024 * 1024;

  private final FormParts parts;
  private final MessageDigest sha1 = sha1();
  private Optional<byte[]> document = Optional.empty();
  private Optional<FieldData> data = Optional.empty();
  private Optional<String> fileName = Optional.empty();
  private boolean ended;

  private FieldForm(FormParts parts) {
    this.parts = parts;
  }

  /**
   * Reads a form up to its file.
   *
   * @throws ProblemException {@code form-malformed} if it has none, {@code bad-request} if it has
   *     an unknown part, or data that can't be read
   */
  static FieldForm open(InputStream body, String contentType) throws IOException {
    String boundary =
        FormParts.boundary(contentType)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.FORM_MALFORMED, "send multipart/form-data with a boundary"));
    FieldForm form = new FieldForm(FormParts.of(body, boundary));
    try {
      if (!form.toFile()) {
        throw new ProblemException(ProblemCode.FORM_MALFORMED, "Recording has no file");
      }
      return form;
    } catch (RefusedBodyException e) {
      throw e.problem();
    }
  }

  /** Goes on to the part that is the file, over that which is the data. */
  private boolean toFile() throws IOException {
    while (parts.next()) {
      switch (parts.name()) {
        case DATA -> readData();
        case FILE -> {
          if (fileName.isPresent()) {
            throw refused(ProblemCode.FORM_MALFORMED, "Recording has more than one file");
          }
          fileName = Optional.of(parts.fileName().orElse(""));
          return true;
        }
        default -> throw refused(ProblemCode.BAD_REQUEST, "Unknown form field: " + parts.name());
      }
    }
    return false;
  }

  private void readData() throws IOException {
    byte[] json = parts.readNBytes(LARGEST_DATA + 1);
    if (json.length > LARGEST_DATA) {
      throw refused(ProblemCode.BAD_REQUEST, "data must have at most " + LARGEST_DATA + " bytes");
    }
    try {
      if (!(Json.read(json, JsonNode.class) instanceof ObjectNode object)) {
        throw refused(ProblemCode.BAD_REQUEST, "data must be a JSON object");
      }
      data = Optional.of(FieldData.of(object));
      document = Optional.of(json);
    } catch (JacksonException e) {
      throw refused(ProblemCode.BAD_REQUEST, "data must be JSON");
    } catch (ProblemException e) {
      throw new RefusedBodyException(e);
    }
  }

  private static RefusedBodyException refused(ProblemCode code, String detail) {
    return new RefusedBodyException(new ProblemException(code, detail));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (ended) {
      return -1;
    }
    int n = parts.read(target, offset, length);
    if (n < 0) {
      finish();
    } else {
      sha1.update(target, offset, n);
    }
    return n;
  }

  private void finish() throws IOException {
    toFile();
    String digest = HexFormat.of().formatHex(sha1.digest());
    Optional<String> promised = data.flatMap(FieldData::fileHash);
    if (promised.isPresent() && !promised.get().equalsIgnoreCase(digest)) {
      throw refused(
          ProblemCode.DIGEST_MISMATCH, "Uploaded file integrity check failed, please retry.");
    }
    ended = true;
  }

  @Override
  public SenderClaims claims() {
    Optional<Instant> recordedAt = data.flatMap(FieldData::recordedAt);
    return new SenderClaims(recordedAt, fileName.filter(name -> !name.equals(FILE)));
  }

  @Override
  public Optional<byte[]> document() {
    return document;
  }

  /** A camera deletes its only copy after a success, so what is damaged is kept, too. */
  @Override
  public Optional<MediaKind> otherwise() {
    return Optional.of(data.map(FieldData::kind).orElse(MediaKind.THERMAL));
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-1", e);
    }
  }
}
