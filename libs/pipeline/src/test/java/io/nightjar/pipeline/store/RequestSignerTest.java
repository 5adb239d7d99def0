package io.nightjar.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

/**
 * The published examples of <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">Signature
 * Calculations for the Authorization Header</a>.
 */
class RequestSignerTest {
  private static final Instant MIDNIGHT = Instant.parse("2013-05-24T00:00:00Z");
  private static final String HOST = "https://examplebucket.s3.amazonaws.com";
  private static final String NO_BYTES =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private final RequestSigner signer =
      new RequestSigner(
          "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1");

  @Test
  void signsTheExampleOfReadingARange() {
    Headers headers = Headers.of("Range", "bytes=0-9", "x-amz-content-sha256", NO_BYTES);

    Headers signed = signer.sign("GET", HttpUrl.get(HOST + "/test.txt"), headers, MIDNIGHT);

    assertThat(signed.get("Authorization"))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    assertThat(signed.get("Host")).isEqualTo("examplebucket.s3.amazonaws.com");
    assertThat(signed.get("x-amz-date")).isEqualTo("20130524T000000Z");
  }

  @Test
  void signsTheExampleOfStoringAnObject() {
    Headers headers =
        Headers.of(
            "Date",
            "Fri, 24 May 2013 00:00:00 GMT",
            "x-amz-storage-class",
            "REDUCED_REDUNDANCY",
            "x-amz-content-sha256",
            "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072");

    Headers signed = signer.sign("PUT", HttpUrl.get(HOST + "/test%24file.text"), headers, MIDNIGHT);

    assertThat(signed.get("Authorization"))
        .endsWith("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  }

  /** A key is of one day; whoever kept it would be refused from midnight on. */
  @Test
  void signsEachDayByItsOwnKey() {
    Headers headers = Headers.of("Range", "bytes=0-9", "x-amz-content-sha256", NO_BYTES);
    signer.sign(
        "GET", HttpUrl.get(HOST + "/test.txt"), headers, Instant.parse("2013-05-23T23:59:59Z"));

    Headers signed = signer.sign("GET", HttpUrl.get(HOST + "/test.txt"), headers, MIDNIGHT);

    assertThat(signed.get("Authorization"))
        .endsWith("Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  }
}
