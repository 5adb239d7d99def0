package io.nightjar.ingest.resumable;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a chunk was promised to be: value of {@code Upload-Checksum}, an algorithm and a digest in
 * base64, or of {@code Content-Digest}. It finds what a link has garbled, and proves nothing to
 * anyone, so weak algorithms serve. Not thread-safe.
 */
public final class ChunkChecksum {
  private static final Pattern VALUE = Pattern.compile("([^ ]+) +([A-Za-z0-9+/]+={0,2})");

  private final MessageDigest digest;
  private final byte[] promised;

  private ChunkChecksum(MessageDigest digest, byte[] promised) {
    this.digest = digest;
    this.promised = promised;
  }

  /** An algorithm that senders may use. */
  private enum Algorithm {
    SHA1("SHA-1"),
    SHA256("SHA-256"),
    SHA512("SHA-512"),
    MD5("MD5");

    private final String standardName;

    Algorithm(String standardName) {
      this.standardName = standardName;
    }

    static Optional<Algorithm> named(String name) {
      return Arrays.stream(values()).filter(one -> one.label().equals(name)).findFirst();
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    MessageDigest digest() {
      try {
        return MessageDigest.getInstance(standardName);
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError("the platform has " + standardName, e);
      }
    }
  }

  /** The algorithms as {@code Tus-Checksum-Algorithm} lists them. */
  public static String algorithms() {
    return Arrays.stream(Algorithm.values()).map(Algorithm::label).collect(Collectors.joining(","));
  }

  /**
   * Reads a header.
   *
   * @throws ProblemException {@code digest-malformed} if it can't be read, or names an algorithm
   *     that is not offered
   */
  public static ChunkChecksum parse(String value) {
    Matcher parts = VALUE.matcher(value.strip());
    if (!parts.matches()) {
      throw malformed("send Upload-Checksum: ALGORITHM BASE64");
    }
    MessageDigest digest =
        Algorithm.named(parts.group(1).toLowerCase(Locale.ROOT))
            .orElseThrow(() -> malformed("the algorithms are " + algorithms()))
            .digest();
    try {
      return new ChunkChecksum(digest, Base64.getDecoder().decode(parts.group(2)));
    } catch (IllegalArgumentException e) {
      throw malformed("the digest in Upload-Checksum is no base64");
    }
  }

  /**
   * The same as another header says it.
   *
   * @param hex SHA-256, 64 hex digits
   */
  public static ChunkChecksum sha256(String hex) {
    return new ChunkChecksum(Algorithm.SHA256.digest(), HexFormat.of().parseHex(hex));
  }

  void update(byte[] bytes, int offset, int count) {
    digest.update(bytes, offset, count);
  }

  /** Whether what came is what was promised; once, at the end. */
  boolean isKept() {
    return MessageDigest.isEqual(digest.digest(), promised);
  }

  private static ProblemException malformed(String detail) {
    return new ProblemException(ProblemCode.DIGEST_MALFORMED, detail);
  }
}
