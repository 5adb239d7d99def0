package io.nightjar.ingest.upload;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one file of a form (RFC 7578, as {@code curl -F file=@NAME} sends it), as a stream: a buffer
 * of it is held, whatever its size. Text fields around it are passed over.
 */
final class FormFile extends InputStream {
  private static final Pattern FORM =
      Pattern.compile(
          "\\s*multipart/form-data\\s*;(?:.*;)?\\s*boundary\\s*=\\s*(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70})).*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern FILE_NAME =
      Pattern.compile("(?i)content-disposition\\s*:.*;\\s*filename\\*?\\s*=.*");
  private static final int BUFFER = 16 * 1024;

  /** What stands around the file: a head's lines, a text field, the end. */
  private static final int MOST_AROUND = 64 * 1024;

  private static final int LONGEST_LINE = 4 * 1024;

  private final InputStream form;
  private final byte[] delimiter;
  private final byte[] buffer = new byte[BUFFER];
  private int start;
  private int end;
  private int around;
  private boolean ended;

  private FormFile(InputStream form, String boundary) {
    this.form = form;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The boundary of a form, if a content type is one of a form. */
  static Optional<String> boundary(String contentType) {
    Matcher form = FORM.matcher(contentType);
    return form.matches()
        ? Optional.of(form.group(1) == null ? form.group(2) : form.group(1))
        : Optional.empty();
  }

  /**
   * Finds the file of a form; the bytes themselves where they are none, though their type says so.
   *
   * @throws ProblemException {@code form-malformed} if there is no file in the form
   */
  static InputStream in(InputStream body, String boundary) throws IOException {
    FormFile file = new FormFile(body, boundary);
    byte[] first = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    byte[] head = body.readNBytes(first.length);
    if (!Arrays.equals(head, first)) {
      return new HeadedStream(head, body);
    }
    if (!file.nextFile()) {
      throw malformed("it has no file");
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
    int n = Math.min(length, content());
    if (n == 0 && length > 0) {
      finish();
      return -1;
    }
    System.arraycopy(buffer, start, target, offset, n);
    start += n;
    return n;
  }

  /** What follows the file is looked at before its end is told: a second file must not be lost. */
  private void finish() throws IOException {
    around = 0;
    start += delimiter.length;
    if (nextFile()) {
      throw new RefusedBodyException(malformed("it has more than one file; send one at a time"));
    }
    ended = true;
  }

  /** Goes on behind a delimiter to the next part that is a file; false at the form's end. */
  private boolean nextFile() throws IOException {
    while (true) {
      need(2);
      if (buffer[start] == '-' && buffer[start + 1] == '-') {
        return false;
      }
      if (!line().isBlank()) {
        throw new RefusedBodyException(malformed("something follows a boundary in its line"));
      }
      if (headNamesAFile()) {
        return true;
      }
      for (int n = content(); n > 0; n = content()) {
        pass(n);
      }
      start += delimiter.length;
    }
  }

  private boolean headNamesAFile() throws IOException {
    boolean file = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      file |= FILE_NAME.matcher(line).matches();
    }
    return file;
  }

  /** How many bytes in the buffer belong to the part for sure; 0 if its delimiter follows. */
  private int content() throws IOException {
    while (true) {
      int found = find();
      if (found > start) {
        return found - start;
      }
      if (end - start >= delimiter.length) {
        return 0;
      }
      fill();
    }
  }

  /** Where the delimiter begins, or could begin if more of it came. */
  private int find() {
    for (int at = start; at < end; at++) {
      int known = Math.min(delimiter.length, end - at);
      if (buffer[at] == delimiter[0]
          && Arrays.equals(buffer, at, at + known, delimiter, 0, known)) {
        return at;
      }
    }
    return end;
  }

  /** Reads a line around the file, and gives it without its break. */
  private String line() throws IOException {
    for (int length = 0; length <= LONGEST_LINE; length++) {
      need(length + 1);
      if (buffer[start + length] == '\n') {
        String line = new String(buffer, start, length, StandardCharsets.UTF_8);
        pass(length + 1);
        return line.stripTrailing();
      }
    }
    throw new RefusedBodyException(malformed("a line in it is too long"));
  }

  private void pass(int count) throws RefusedBodyException {
    start += count;
    around += count;
    if (around > MOST_AROUND) {
      throw new RefusedBodyException(malformed("there is too much in it beside the file"));
    }
  }

  private void need(int count) throws IOException {
    while (end - start < count) {
      fill();
    }
  }

  private void fill() throws IOException {
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    int n = form.read(buffer, end, buffer.length - end);
    if (n < 0) {
      throw new EOFException("the form ended before its last boundary");
    }
    end += n;
  }

  private static ProblemException malformed(String what) {
    return new ProblemException(
        ProblemCode.FORM_MALFORMED, "this is no form with one file: " + what);
  }
}
