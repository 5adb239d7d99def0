package io.nightjar.ingest.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nightjar.ingest.problem.Problem;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.identity.DeviceIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeviceSharesTest {
  private static final DeviceIdentity ONE = new DeviceIdentity("forest", "one");
  private static final DeviceIdentity OTHER = new DeviceIdentity("forest", "other");

  private final AtomicLong nanos = new AtomicLong();
  private final DeviceShares shares =
      new DeviceShares(new Limits.PerDevice(2, 6, 1_000), nanos::get);

  @Test
  void givesADeviceSoManyPlacesAndEachOtherAsMany() {
    shares.enter(ONE);
    shares.enter(ONE);

    isRefused(ONE);

    shares.enter(OTHER).close();
  }

  @Test
  void givesAPlaceAgainThatHasBecomeFree() {
    DeviceShares.Share first = shares.enter(ONE);
    shares.enter(ONE);

    first.close();

    shares.enter(ONE).close();
  }

  @Test
  void countsWhatGoesOnAmongThoseUnderWay() {
    shares.goOn(ONE);
    DeviceShares.Share second = shares.goOn(ONE);

    isRefused(ONE);

    second.close();
    shares.enter(ONE).close();
  }

  @Test
  void letsAsManyGoOnAMinuteAsComeOneAfterTheOther() {
    shares.enter(ONE).close();

    for (int n = 0; n < 100; n++) {
      shares.goOn(ONE).close();
    }

    assertThat(shares.allowance(ONE).remaining()).isEqualTo(5);
  }

  @Test
  void saysWhenTheNextUploadMayBegin() {
    for (int n = 0; n < 6; n++) {
      shares.enter(ONE).close();
    }

    Problem problem = isRefused(ONE);

    // Six a minute: the next one in ten seconds, and one for safety.
    assertThat(problem.retryAfter()).contains(11L);
    assertThat(shares.allowance(ONE).state()).isEqualTo("\"uploads\";r=0;t=60");
    pass(Duration.ofMillis(9_999));
    isRefused(ONE);
    pass(Duration.ofMillis(1));
    shares.enter(ONE).close();
  }

  @Test
  void countsEachRecordingOfAnUploadThatBringsManyAndLetsItWait() {
    DeviceShares.Share archive = shares.enter(ONE);
    for (int n = 1; n < 6; n++) {
      assertThat(archive.beginNext()).isZero();
    }

    Duration wait = archive.beginNext();

    // Six a minute: the next one in ten seconds.
    assertThat(wait).isBetween(Duration.ofSeconds(10), Duration.ofMillis(10_010));
    isRefused(ONE);
    pass(wait);
    assertThat(archive.beginNext()).isZero();
  }

  @Test
  void anUploadThatBringsManyHasOnePlace() {
    DeviceShares.Share archive = shares.enter(ONE);
    archive.beginNext();
    archive.beginNext();

    shares.enter(ONE);

    isRefused(ONE);
  }

  @Test
  void aPlaceThatIsGivenBackTwiceIsOnePlace() {
    DeviceShares.Share first = shares.enter(ONE);
    shares.enter(ONE);
    first.close();
    first.close();

    shares.enter(ONE);

    isRefused(ONE);
  }

  @Test
  void anUploadOfHoursLetsNobodyWaitLongerThanAMinute() {
    DeviceShares.Share archive = shares.enter(ONE);
    pass(Duration.ofHours(9));
    archive.close();
    shares.enter(ONE);
    shares.enter(ONE);

    Problem problem = isRefused(ONE);

    assertThat(problem.retryAfter().orElseThrow()).isLessThanOrEqualTo(60);
  }

  /** Time stands still here, so a device that had to wait would wait for ever. */
  @Test
  void bytesThatDoNotCountAreNotWaitedFor() throws IOException {
    shares.enter(OTHER);
    try (DeviceShares.Share share = shares.enter(ONE)) {
      InputStream body = share.paced(new ByteArrayInputStream(new byte[1_000_000]), _ -> 0);

      assertThat(body.readAllBytes()).hasSize(1_000_000);
    }
  }

  @Test
  void tellsADeviceThatItDoesNotKnowOfTheWholeQuota() {
    assertThat(shares.allowance(ONE).policy()).isEqualTo("\"uploads\";q=6;w=60");
    assertThat(shares.allowance(ONE).state()).isEqualTo("\"uploads\";r=6;t=0");
  }

  /** Time stands still here, so a device that had to wait would wait for ever. */
  @Test
  void letsADeviceThatIsAloneSendAsFastAsItCan() throws IOException {
    try (DeviceShares.Share alone = shares.enter(ONE)) {
      InputStream body = alone.paced(new ByteArrayInputStream(new byte[1_000_000]));

      assertThat(body.readAllBytes()).hasSize(1_000_000);
    }
  }

  @Test
  void letsADeviceSendABurstBesideOthers() throws IOException {
    shares.enter(OTHER);
    try (DeviceShares.Share share = shares.enter(ONE)) {
      InputStream body = share.paced(new ByteArrayInputStream(new byte[2_000]));

      assertThat(body.readAllBytes()).hasSize(2_000);
    }
  }

  @Test
  void slowsADeviceDownOnlyWhileOthersSend() throws Exception {
    DeviceShares.Share other = shares.enter(OTHER);
    try (DeviceShares.Share share = shares.enter(ONE)) {
      InputStream body = share.paced(new ByteArrayInputStream(new byte[100_000]));
      Thread reader = Thread.ofVirtual().start(() -> readAll(body));

      boolean endedBesideOthers = reader.join(Duration.ofMillis(50));
      other.close();
      pass(Duration.ofSeconds(2));
      reader.join();

      assertThat(endedBesideOthers).isFalse();
    }
  }

  /** Two seconds: whoever sends one small recording after the other is there all the time. */
  @Test
  void takesADeviceToSendForAWhileAfterItsUpload() throws Exception {
    shares.enter(OTHER).close();
    try (DeviceShares.Share share = shares.enter(ONE)) {
      pass(Duration.ofMillis(1_999));
      InputStream body = share.paced(new ByteArrayInputStream(new byte[100_000]));
      Thread reader = Thread.ofVirtual().start(() -> readAll(body));

      boolean endedSoonAfterTheOther = reader.join(Duration.ofMillis(50));
      pass(Duration.ofMillis(1));
      reader.join();

      assertThat(endedSoonAfterTheOther).isFalse();
    }
  }

  @Test
  void doesNotTakeADeviceForAnotherOfItself() throws IOException {
    shares.enter(OTHER).close();
    pass(Duration.ofSeconds(2));
    shares.enter(ONE).close();
    try (DeviceShares.Share share = shares.enter(ONE)) {
      InputStream body = share.paced(new ByteArrayInputStream(new byte[1_000_000]));

      assertThat(body.readAllBytes()).hasSize(1_000_000);
    }
  }

  /** Time stands still here: what was sent alone would have to be waited for. */
  @Test
  void countsNothingOfWhatADeviceSendsAlone() throws IOException {
    DeviceShares.Share alone = shares.enter(ONE);
    alone.paced(new ByteArrayInputStream(new byte[1_000_000])).readAllBytes();
    shares.enter(OTHER);

    InputStream next = alone.paced(new ByteArrayInputStream(new byte[2_000]));

    assertThat(next.readAllBytes()).hasSize(2_000);
  }

  private static void readAll(InputStream body) {
    try {
      body.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Problem isRefused(DeviceIdentity device) {
    Problem[] problem = new Problem[1];
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> shares.enter(device))
        .satisfies(e -> problem[0] = e.problem());
    assertThat(problem[0].code()).isEqualTo("too-many-uploads");
    assertThat(problem[0].status()).isEqualTo(429);
    return problem[0];
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
