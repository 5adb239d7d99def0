package io.nightjar.ingest.upload;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The headers of RFC 9530 that promise a digest, of which SHA-256 is understood. */
public enum DigestField {
  /** Of the body as it is sent. */
  CONTENT_DIGEST("Content-Digest"),
  /** Of the whole representation, which for an upload is the same. */
  REPR_DIGEST("Repr-Digest");

  private static final Pattern SHA_256 = Pattern.compile("(?:^|,)\\s*sha-256\\s*=\\s*([^,;]*)");
  private static final Pattern BYTE_SEQUENCE = Pattern.compile(":([A-Za-z0-9+/]*={0,2}):\\s*");
  private static final int LENGTH = 32;

  private final String header;

  DigestField(String header) {
    this.header = header;
  }

  /** The header's name. */
  public String header() {
    return header;
  }

  /**
   * The SHA-256 that a value of the header promises, as lower-case hex; none if it speaks of other
   * algorithms.
   *
   * @throws ProblemException {@code digest-malformed} if it can't be read
   */
  public Optional<String> sha256(String value) {
    Matcher member = SHA_256.matcher(value);
    if (!member.find()) {
      if (value.contains("=")) {
        return Optional.empty();
      }
      throw malformed();
    }
    Matcher bytes = BYTE_SEQUENCE.matcher(member.group(1));
    if (!bytes.matches()) {
      throw malformed();
    }
    try {
      byte[] digest = Base64.getDecoder().decode(bytes.group(1));
      if (digest.length != LENGTH) {
        throw malformed();
      }
      return Optional.of(HexFormat.of().formatHex(digest));
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
  }

  private ProblemException malformed() {
    return new ProblemException(
        ProblemCode.DIGEST_MALFORMED, "send " + header + ": sha-256=:BASE64 OF 32 BYTES:");
  }
}
