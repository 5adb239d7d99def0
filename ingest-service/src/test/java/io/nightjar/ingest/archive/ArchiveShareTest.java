package io.nightjar.ingest.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.ingest.fairness.DeviceShares;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.identity.DeviceIdentity;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ArchiveShareTest {
  private final AtomicLong sent = new AtomicLong();
  private final ArchiveShare share =
      new ArchiveShare(
          new DeviceShares(new Limits.PerDevice(1, 1, 1))
              .enter(new DeviceIdentity("forest", "one")),
          sent::get);

  @Test
  void whatIsNoMoreThanWasSentDoesNotCountAgain() {
    sent.set(1_000);

    int counted = share.beyondSent(1_000);

    assertThat(counted).isZero();
  }

  @Test
  void whatComesOutBeyondWhatWasSentCountsOnce() {
    sent.set(1_000);

    int first = share.beyondSent(1_500);
    int second = share.beyondSent(200);

    assertThat(first).isEqualTo(500);
    assertThat(second).isEqualTo(200);
  }

  @Test
  void whatIsSentLaterCoversNothingOfWhatHasCounted() {
    share.beyondSent(700);
    sent.set(300);

    int counted = share.beyondSent(400);

    // 1100 bytes in all, of which 300 were sent and 700 have counted.
    assertThat(counted).isEqualTo(100);
  }
}
