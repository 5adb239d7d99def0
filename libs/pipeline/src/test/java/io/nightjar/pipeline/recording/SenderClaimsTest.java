package io.nightjar.pipeline.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderClaimsTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "kākāpō.cptv, kākāpō.cptv",
    "/media/card/20260301.wav, 20260301.wav",
    "C:\\cards\\a b.wav, a b.wav",
    "../../etc/passwd, passwd",
    "'  blank  ', blank",
  })
  void keepALastSegmentForAName(String sent, String kept) {
    assertThat(claims(sent).fileName()).contains(kept);
  }

  @Test
  void keepNothingThatAPersonCouldNotRead() {
    assertThat(claims("a\u202Efdp.\u0000wav\n").fileName()).contains("afdp.wav");
    assertThat(claims("folder/").fileName()).isEmpty();
    assertThat(claims("\u0001").fileName()).isEmpty();
  }

  @Test
  void keepNoMoreThanAFileSystemWouldTake() {
    assertThat(claims("x".repeat(1000)).fileName()).contains("x".repeat(255));
  }

  private static SenderClaims claims(String name) {
    return new SenderClaims(Optional.empty(), Optional.of(name));
  }
}
