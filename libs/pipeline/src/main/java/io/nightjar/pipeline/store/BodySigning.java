package io.nightjar.pipeline.store;

import io.minio.Http;
import io.nightjar.pipeline.Sha256;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * Whether the signature of a request covers its body. That costs a digest on both sides, and many
 * stores hold such a body whole before they look at it.
 */
public enum BodySigning {
  /** Only where neither TLS nor the machine itself keeps a body from being changed on its way. */
  WHERE_NEEDED,
  /** Always: a bucket's policy may refuse the others. */
  ALWAYS;

  /** What S3 takes in place of a body's digest. */
  static final String UNSIGNED = "UNSIGNED-PAYLOAD";

  /** Whether bodies are signed that go to a store. */
  boolean at(URI endpoint) {
    return this == ALWAYS || !isSafe(endpoint);
  }

  /**
   * What a request says of a body that it does not sign: a checksum, against which the store holds
   * it. (From a file the SDK would make its own by reading to the end, and then send from there.)
   */
  static Http.Headers unsigned(CRC32C checksum) {
    byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt((int) checksum.getValue()).array();
    return new Http.Headers(
        Http.Headers.X_AMZ_CONTENT_SHA256,
        UNSIGNED,
        "X-Amz-Checksum-Crc32c",
        Base64.getEncoder().encodeToString(bytes),
        Http.Headers.X_AMZ_SDK_CHECKSUM_ALGORITHM,
        checksum(false));
  }

  /** The algorithm of the checksums that bodies come with. */
  static String checksum(boolean signed) {
    return signed ? "SHA256" : "CRC32C";
  }

  /**
   * What a request says of a body that it signs. The SDK makes a checksum of it.
   *
   * @param sha256 lower-case hex
   */
  static Http.Headers signed(String sha256) {
    return new Http.Headers(Http.Headers.X_AMZ_CONTENT_SHA256, sha256);
  }

  /** What a request says of one small body. */
  static Http.Headers of(byte[] body, boolean signed) {
    if (signed) {
      return signed(Sha256.of(body));
    }
    CRC32C checksum = new CRC32C();
    checksum.update(body);
    return unsigned(checksum);
  }

  private static boolean isSafe(URI endpoint) {
    return "https".equals(endpoint.getScheme()) || isLoopback(endpoint.getHost());
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
