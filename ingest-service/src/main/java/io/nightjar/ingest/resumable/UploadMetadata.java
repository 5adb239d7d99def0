package io.nightjar.ingest.resumable;

import io.nightjar.ingest.http.Rfc3339;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.recording.SenderClaims;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a sender says of an upload: value of {@code Upload-Metadata}. Of its keys {@code sha256} is
 * understood, as hex of what the whole is promised to be, {@code filename}, and {@code
 * recorded-at}, a time with an offset as in RFC 3339; the others are kept for the sender.
 *
 * @param value as it was sent, or empty
 * @param sha256 what the whole is promised to be, lower-case hex
 * @param sender what else the sender says
 */
public record UploadMetadata(String value, Optional<String> sha256, SenderClaims sender) {
  private static final int LONGEST = 8 * 1024;
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern COMMA = Pattern.compile(",");

  /** Nothing is said. */
  public static final UploadMetadata NONE =
      new UploadMetadata("", Optional.empty(), SenderClaims.NONE);

  /**
   * Reads a header.
   *
   * @throws ProblemException {@code bad-request} if it can't be read, {@code digest-malformed} if
   *     its digest can't
   */
  public static UploadMetadata parse(String value) {
    if (value.isBlank()) {
      return NONE;
    }
    if (value.length() > LONGEST) {
      throw malformed("it is longer than " + LONGEST);
    }
    Map<String, byte[]> pairs = new HashMap<>();
    for (String pair : COMMA.split(value, -1)) {
      add(pairs, pair.strip());
    }
    return new UploadMetadata(
        value,
        Optional.ofNullable(pairs.get("sha256")).map(UploadMetadata::digest),
        new SenderClaims(
            Optional.ofNullable(pairs.get("recorded-at")).map(UploadMetadata::instant),
            Optional.ofNullable(pairs.get("filename")).map(UploadMetadata::text)));
  }

  /** What a sender says in another way, as if it had come in the header. */
  public static UploadMetadata of(SenderClaims claims) {
    return parse(
        Stream.concat(
                claims.fileName().map(name -> pair("filename", name)).stream(),
                claims.recordedAt().map(at -> pair("recorded-at", at.toString())).stream())
            .collect(Collectors.joining(",")));
  }

  private static String pair(String key, String value) {
    return key + " " + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
  }

  /** The same with a promise that came in another way. */
  public UploadMetadata or(Optional<String> promised) {
    return new UploadMetadata(value, sha256.or(() -> promised), sender);
  }

  private static void add(Map<String, byte[]> pairs, String pair) {
    int space = pair.indexOf(' ');
    String key = space < 0 ? pair : pair.substring(0, space);
    String encoded = space < 0 ? "" : pair.substring(space).strip();
    boolean isKey = !key.isEmpty() && key.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (!isKey) {
      throw malformed("a pair is a key, a space, and a value in base64");
    }
    try {
      if (pairs.put(key, Base64.getDecoder().decode(encoded)) != null) {
        throw malformed("a key comes twice");
      }
    } catch (IllegalArgumentException e) {
      throw malformed("a value is no base64");
    }
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static Instant instant(byte[] time) {
    return Rfc3339.parse(text(time))
        .orElseThrow(() -> malformed("recorded-at must be " + Rfc3339.RULE));
  }

  private static String digest(byte[] hex) {
    String digest = new String(hex, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
    if (!DIGEST.matcher(digest).matches()) {
      throw new ProblemException(
          ProblemCode.DIGEST_MALFORMED, "sha256 in Upload-Metadata must be 64 hex digits");
    }
    return digest;
  }

  private static ProblemException malformed(String why) {
    return new ProblemException(ProblemCode.BAD_REQUEST, "Upload-Metadata can't be read: " + why);
  }
}
