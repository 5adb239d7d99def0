package io.nightjar.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * S3 requests by hand, so that what the server is held to is the protocol and not a client library.
 * Signature version 4, after
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
final class SignedS3 {
  private static final String REGION = "us-east-1";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final URI endpoint;
  private final String accessKey;
  private final String secretKey;

  SignedS3(URI endpoint, String accessKey, String secretKey) {
    this.endpoint = endpoint;
    this.accessKey = accessKey;
    this.secretKey = secretKey;
  }

  HttpResponse<byte[]> get(String path, Map<String, String> headers) throws Exception {
    return send("GET", path, Map.of(), headers, new byte[0]);
  }

  HttpResponse<byte[]> query(String path, Map<String, String> query) throws Exception {
    return send("GET", path, query, Map.of(), new byte[0]);
  }

  HttpResponse<byte[]> put(String path, byte[] body, Map<String, String> headers) throws Exception {
    return send("PUT", path, Map.of(), headers, body);
  }

  HttpResponse<byte[]> delete(String path) throws Exception {
    return send("DELETE", path, Map.of(), Map.of(), new byte[0]);
  }

  HttpResponse<byte[]> send(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      byte[] body)
      throws IOException, InterruptedException, GeneralSecurityException {
    String time =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
            .format(ZonedDateTime.now(ZoneOffset.UTC));
    String hash = hex(MessageDigest.getInstance("SHA-256").digest(body));
    var signed = new TreeMap<String, String>();
    signed.put("host", endpoint.getAuthority());
    signed.put("x-amz-content-sha256", hash);
    signed.put("x-amz-date", time);
    headers.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), value));
    String names = String.join(";", signed.keySet());
    String queryString =
        new TreeMap<>(query)
            .entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    String lines =
        signed.entrySet().stream()
            .map(entry -> entry.getKey() + ":" + entry.getValue() + "\n")
            .collect(Collectors.joining());
    String canonical = String.join("\n", method, path, queryString, lines, names, hash);
    String scope = time.substring(0, 8) + "/" + REGION + "/s3/aws4_request";
    String digest =
        hex(
            MessageDigest.getInstance("SHA-256")
                .digest(canonical.getBytes(StandardCharsets.UTF_8)));
    String toSign = String.join("\n", "AWS4-HMAC-SHA256", time, scope, digest);
    byte[] key = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
    for (String step : scope.split("/", -1)) {
      key = hmac(key, step);
    }
    String authorization =
        String.format(
            Locale.ROOT,
            "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s",
            accessKey,
            scope,
            names,
            hex(hmac(key, toSign)));

    URI uri = URI.create(endpoint + path + (queryString.isEmpty() ? "" : "?" + queryString));
    var request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .header("authorization", authorization);
    signed.forEach(
        (name, value) -> {
          if (!name.equals("host")) {
            request.header(name, value);
          }
        });
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
