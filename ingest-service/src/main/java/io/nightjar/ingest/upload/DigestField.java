package io.nightjar.ingest.upload;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header {@code Repr-Digest} of RFC 9530, of which SHA-256 is understood. */
public final class ReprDigest {
  private static final Pattern SHA_256 = Pattern.compile("(?:^|,)\\s*sha-256\\s*=\\s*([^,;]*)");
  private static final Pattern BYTE_SEQUENCE = Pattern.compile(":([A-Za-z0-9+/]*={0,2}):\\s*");
  private static final int LENGTH = 32;

  private ReprDigest() {}

  /**
   * The SHA-256 that a header promises, as lower-case hex; none if it speaks of other algorithms.
   *
   * @throws ProblemException {@code digest-malformed} if it can't be read
   */
  public static Optional<String> sha256(String header) {
    Matcher member = SHA_256.matcher(header);
    if (!member.find()) {
      if (header.contains("=")) {
        return Optional.empty();
      }
      throw malformed();
    }
    Matcher value = BYTE_SEQUENCE.matcher(member.group(1));
    if (!value.matches()) {
      throw malformed();
    }
    try {
      byte[] digest = Base64.getDecoder().decode(value.group(1));
      if (digest.length != LENGTH) {
        throw malformed();
      }
      return Optional.of(HexFormat.of().formatHex(digest));
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
  }

  private static ProblemException malformed() {
    return new ProblemException(
        ProblemCode.DIGEST_MALFORMED, "send Repr-Digest: sha-256=:BASE64 OF 32 BYTES:");
  }
}
