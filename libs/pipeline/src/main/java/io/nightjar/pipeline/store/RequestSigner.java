package io.nightjar.pipeline.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nightjar.pipeline.Sha256;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/**
 * Signs requests as S3 asks for it, by <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">Signature
 * Version 4</a>. The key of a day is made once: it is four of the five digests that a signature
 * takes. Thread-safe.
 */
final class RequestSigner {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String MAC = "HmacSHA256";
  private static final String PAYLOAD = "x-amz-content-sha256";
  private static final int DAY_DIGITS = 8;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String accessKey;
  private final String secretKey;
  private final String region;
  private volatile DayKey latest;

  /** Signs by a key for a region. */
  RequestSigner(String accessKey, String secretKey, String region) {
    this.accessKey = accessKey;
    this.secretKey = secretKey;
    this.region = region;
    this.latest = dayKey("19700101");
  }

  private record DayKey(String day, SecretKeySpec key) {}

  /**
   * The headers of a request with its signature, which covers all of them.
   *
   * @param url without a query
   * @param headers each once; among them {@code x-amz-content-sha256}, which says what is known of
   *     the body
   * @param now whose date and time are signed
   */
  Headers sign(String method, HttpUrl url, Headers headers, Instant now) {
    String time = TIME.format(now);
    String day = time.substring(0, DAY_DIGITS);
    String host = host(url);
    SortedMap<String, String> covered = new TreeMap<>();
    for (int n = 0; n < headers.size(); n++) {
      covered.put(headers.name(n).toLowerCase(Locale.ROOT), headers.value(n));
    }
    covered.put("host", host);
    covered.put("x-amz-date", time);
    String names = String.join(";", covered.keySet());
    StringBuilder canonical = new StringBuilder(512);
    canonical.append(method).append('\n').append(url.encodedPath()).append("\n\n");
    covered.forEach((name, value) -> canonical.append(name).append(':').append(value).append('\n'));
    canonical.append('\n').append(names).append('\n').append(covered.get(PAYLOAD));
    String scope = day + "/" + region + "/s3/aws4_request";
    String signed =
        ALGORITHM + "\n" + time + "\n" + scope + "\n" + Sha256.of(bytes(canonical.toString()));
    String signature = HexFormat.of().formatHex(hmac(keyOf(day), signed));
    return headers
        .newBuilder()
        .set("Host", host)
        .set("x-amz-date", time)
        .set(
            "Authorization",
            ALGORITHM
                + (" Credential=" + accessKey + "/" + scope)
                + (",SignedHeaders=" + names)
                + (",Signature=" + signature))
        .build();
  }

  /** As HTTP writes it: the port only where it is not the scheme's own. */
  private static String host(HttpUrl url) {
    String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
    return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
  }

  private SecretKeySpec keyOf(String day) {
    DayKey known = latest;
    if (!known.day().equals(day)) {
      known = dayKey(day);
      latest = known;
    }
    return known.key();
  }

  private DayKey dayKey(String day) {
    byte[] key = hmac(key(bytes("AWS4" + secretKey)), day);
    key = hmac(key(key), region);
    key = hmac(key(key), "s3");
    return new DayKey(day, key(hmac(key(key), "aws4_request")));
  }

  private static SecretKeySpec key(byte[] key) {
    return new SecretKeySpec(key, MAC);
  }

  private static byte[] hmac(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has " + MAC, e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
