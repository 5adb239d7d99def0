package io.nightjar.ingest.archive;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.upload.RefusedBodyException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class InflationTest {
  private static final int GIB = 1 << 30;
  private static final int RATIO = 1_000_000;
  private static final ArchiveLimits LIMITS = new ArchiveLimits(10, 2L * GIB, RATIO, 100, 1);

  @Test
  void theFirstGibibyteMayBeOfAnyRatio() throws Exception {
    Inflation inflation = new Inflation(LIMITS, sent(1));

    assertThatCode(() -> inflation.add(GIB)).doesNotThrowAnyException();
  }

  @Test
  void behindItTheRatioCounts() throws Exception {
    Inflation inflation = new Inflation(LIMITS, sent(1));
    inflation.add(GIB);

    assertThatThrownBy(() -> inflation.add(1))
        .isInstanceOfSatisfying(
            RefusedBodyException.class,
            e -> isRefusedWith(e, ProblemCode.ARCHIVE_INFLATES_TOO_MUCH));
  }

  @Test
  void whatWasSentInProportionGoesOn() throws Exception {
    Inflation inflation = new Inflation(LIMITS, sent(GIB / RATIO + 1));
    inflation.add(GIB);

    assertThatCode(() -> inflation.add(1)).doesNotThrowAnyException();
  }

  @Test
  void noRatioLetsMoreThroughThanIsTaken() throws Exception {
    Inflation inflation = new Inflation(LIMITS, sent(10_000));
    inflation.add(GIB);
    inflation.add(GIB);

    assertThatThrownBy(() -> inflation.add(1))
        .isInstanceOfSatisfying(
            RefusedBodyException.class, e -> isRefusedWith(e, ProblemCode.ARCHIVE_TOO_LARGE));
  }

  private static void isRefusedWith(RefusedBodyException e, ProblemCode code) {
    org.assertj.core.api.Assertions.assertThat(e.problem().code()).isEqualTo(code);
  }

  private static CountedBody sent(int bytes) throws IOException {
    CountedBody body = new CountedBody(new ByteArrayInputStream(new byte[bytes]));
    body.readAllBytes();
    return body;
  }
}
