package io.nightjar.ingest.upload;

import io.nightjar.ingest.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The one file of a form (RFC 7578, as {@code curl -F file=@NAME} sends it), as a stream. Text
 * fields around it are passed over.
 */
final class FormFile extends InputStream {
  private final FormParts parts;
  private boolean ended;

  private FormFile(FormParts parts) {
    this.parts = parts;
  }

  /**
   * Finds the file of a form; the bytes themselves where they are none, though their type says so.
   *
   * @throws ProblemException {@code form-malformed} if there is no file in the form
   */
  static InputStream in(InputStream body, String boundary) throws IOException {
    byte[] first = FormParts.first(boundary);
    byte[] head = body.readNBytes(first.length);
    if (!Arrays.equals(head, first)) {
      return new HeadedStream(head, body);
    }
    FormFile file = new FormFile(new FormParts(body, boundary));
    if (!file.nextFile()) {
      throw FormParts.malformed("it has no file");
    }
    return file;
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
    }
    return n;
  }

  /** What follows the file is looked at before its end is told: a second file must not be lost. */
  private void finish() throws IOException {
    if (nextFile()) {
      throw new RefusedBodyException(
          FormParts.malformed("it has more than one file; send one at a time"));
    }
    ended = true;
  }

  private boolean nextFile() throws IOException {
    while (parts.next()) {
      if (parts.fileName().isPresent()) {
        return true;
      }
    }
    return false;
  }
}
