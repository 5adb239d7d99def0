package io.nightjar.ingest.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.ingest.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestFieldTest {
  /** RFC 9530, appendix D: the digest of {@code {"hello": "world"}} and a line break. */
  private static final String EXAMPLE = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";

  private static final String EXAMPLE_HEX =
      "44aff4ab2d7c3250525675a08f0cfa9591168cffe51791c5f5bbc417c15a6c38";

  @Test
  void readsTheExampleOfTheStandard() {
    assertThat(DigestField.REPR_DIGEST.sha256(EXAMPLE)).contains(EXAMPLE_HEX);
  }

  @Test
  void findsSha256AmongOthers() {
    assertThat(DigestField.REPR_DIGEST.sha256("sha-512=:AAAA:, " + EXAMPLE + ", md5=:BBBB:"))
        .contains(EXAMPLE_HEX);
  }

  @Test
  void passesOverAlgorithmsThatItDoesNotKnow() {
    assertThat(DigestField.REPR_DIGEST.sha256("sha-512=:AAAA:")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "sha-256",
        "sha-256=",
        "sha-256=RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=",
        "sha-256=:RK/0:",
        "sha-256=:not base64!:"
      })
  void refusesWhatItCanNotRead(String header) {
    assertThatThrownBy(() -> DigestField.REPR_DIGEST.sha256(header))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code().code()).isEqualTo("digest-malformed"));
  }
}
