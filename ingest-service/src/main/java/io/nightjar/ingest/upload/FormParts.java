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
 * The parts of a form (RFC 7578), one after the other, each as a stream: a buffer of the form is
 * held, whatever its size.
 */
public final class FormParts extends InputStream {
  private static final Pattern FORM =
      Pattern.compile(
          "\\s*multipart/form-data\\s*;(?:.*;)?\\s*boundary\\s*=\\s*(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70})).*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern DISPOSITION = Pattern.compile("(?i)content-disposition\\s*:.*");
  private static final Pattern NAME =
      Pattern.compile("(?i);\\s{0,9}name\\s{0,9}=\\s{0,9}(?:\"([^\"]*)\"|([^\\s;]*))");
  private static final Pattern FILE_NAME =
      Pattern.compile("(?i);\\s{0,9}filename\\*?\\s{0,9}=\\s{0,9}(?:\"([^\"]*)\"|([^\\s;]*))");
  private static final int BUFFER = 16 * 1024;

  /** What stands around parts and in those that nobody reads: heads, text fields, the end. */
  private static final int MOST_AROUND = 64 * 1024;

  private static final int LONGEST_LINE = 4 * 1024;

  private final InputStream form;
  private final byte[] delimiter;
  private final byte[] buffer = new byte[BUFFER];
  private int start;
  private int end;
  private int around;
  private boolean inPart;
  private String name = "";
  private Optional<String> fileName = Optional.empty();

  /**
   * The parts of a form.
   *
   * @param form from behind its first boundary on
   */
  FormParts(InputStream form, String boundary) {
    this.form = form;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * The parts of a form.
   *
   * @throws ProblemException {@code form-malformed} if it does not begin with its boundary
   */
  public static FormParts of(InputStream body, String boundary) throws IOException {
    byte[] first = first(boundary);
    if (!Arrays.equals(body.readNBytes(first.length), first)) {
      throw malformed("it does not begin with its boundary");
    }
    return new FormParts(body, boundary);
  }

  /** What a form begins with. */
  static byte[] first(String boundary) {
    return ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The boundary of a form, if a content type is one of a form. */
  public static Optional<String> boundary(String contentType) {
    Matcher form = FORM.matcher(contentType);
    return form.matches() ? Optional.of(group(form)) : Optional.empty();
  }

  /**
   * Goes on to the next part, over what is left of the one before; false at the form's end.
   *
   * @throws RefusedBodyException {@code form-malformed}
   */
  public boolean next() throws IOException {
    if (inPart) {
      for (int n = content(); n > 0; n = content()) {
        pass(n);
      }
      start += delimiter.length;
      inPart = false;
    }
    need(2);
    if (buffer[start] == '-' && buffer[start + 1] == '-') {
      return false;
    }
    if (!line().isBlank()) {
      throw new RefusedBodyException(malformed("something follows a boundary in its line"));
    }
    head();
    inPart = true;
    return true;
  }

  /** The name of the part's field; empty if it has none. */
  public String name() {
    return name;
  }

  /** What the part's file is called; empty if the part is no file, blank if it has no name. */
  public Optional<String> fileName() {
    return fileName;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /** Reads of the part. */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int n = Math.min(length, content());
    if (n == 0 && length > 0) {
      return -1;
    }
    System.arraycopy(buffer, start, target, offset, n);
    start += n;
    return n;
  }

  private void head() throws IOException {
    name = "";
    fileName = Optional.empty();
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (DISPOSITION.matcher(line).matches()) {
        Matcher field = NAME.matcher(line);
        name = field.find() ? group(field) : "";
        Matcher file = FILE_NAME.matcher(line);
        fileName = file.find() ? Optional.of(group(file)) : Optional.empty();
      }
    }
  }

  private static String group(Matcher match) {
    return Optional.ofNullable(match.group(1))
        .or(() -> Optional.ofNullable(match.group(2)))
        .orElse("");
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

  static ProblemException malformed(String what) {
    return new ProblemException(
        ProblemCode.FORM_MALFORMED, "this is no form that can be read: " + what);
  }
}
