package io.nightjar.ingest.resumable;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunningDigestTest {
  /** The examples of FIPS 180-2, appendix B, of one block and of two. */
  @ParameterizedTest
  @CsvSource({
    "abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq,"
        + "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
  })
  void isTheSameHoweverOftenItIsWrittenDown(String text, String sha256) {
    RunningDigest digest = new RunningDigest();

    for (byte octet : text.getBytes(StandardCharsets.US_ASCII)) {
      digest.update(new byte[] {octet}, 0, 1);
      digest = RunningDigest.from(digest.state());
    }

    assertThat(digest.hex()).isEqualTo(sha256);
  }
}
