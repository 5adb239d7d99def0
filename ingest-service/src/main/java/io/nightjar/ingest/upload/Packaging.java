package io.nightjar.ingest.upload;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * What a recording comes in, by the headers of its body.
 *
 * @param contentType value of {@code Content-Type}, or empty. Only a form is told by it: the type
 *     of a recording is told by its bytes
 * @param contentEncoding value of {@code Content-Encoding}, or empty
 */
public record Packaging(String contentType, String contentEncoding) {
  /** The recording is all of the body. */
  public static final Packaging NONE = new Packaging("", "");

  private static final int BUFFER = 8 * 1024;
  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;

  /** Whether the body's length is not that of the recording. */
  boolean any() {
    return isGzip() || FormParts.boundary(contentType).isPresent();
  }

  /** A body without its packaging. */
  public InputStream unpack(InputStream body) throws IOException {
    InputStream decoded = decode(body);
    Optional<String> boundary = FormParts.boundary(contentType);
    return boundary.isPresent() ? FormFile.in(decoded, boundary.get()) : decoded;
  }

  private InputStream decode(InputStream body) throws IOException {
    String coding = coding();
    if (coding.isEmpty() || coding.equals("identity")) {
      return body;
    }
    if (!isGzip()) {
      throw new ProblemException(
          ProblemCode.ENCODING_UNSUPPORTED,
          "the content coding " + coding + " is not understood, only gzip is");
    }
    byte[] head = body.readNBytes(MediaSniffer.HEAD);
    InputStream whole = new HeadedStream(head, body);
    if (MediaSniffer.sniff(head).filter(MediaFormat.CPTV::equals).isPresent()) {
      return whole; // a CPTV file is a gzip stream by itself, and its sender says so twice
    }
    if (head.length < 2 || (head[0] & 0xFF) != GZIP_MAGIC_1 || (head[1] & 0xFF) != GZIP_MAGIC_2) {
      throw new ProblemException(
          ProblemCode.ENCODING_MALFORMED, "Content-Encoding says gzip, but the body is none");
    }
    return new GZIPInputStream(whole, BUFFER);
  }

  private boolean isGzip() {
    return coding().equals("gzip") || coding().equals("x-gzip");
  }

  private String coding() {
    return contentEncoding.strip().toLowerCase(Locale.ROOT);
  }
}
