package io.nightjar.pipeline.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Examples;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.recording.ExpectedStages;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A claim whose recording is not in the store, as after a backup was put back in part: whoever
 * sends the content again may have the only copy.
 */
@Tag("process")
@ExtendWith(BrokerAndStore.class)
@Timeout(60)
class LostClaimTest {
  private static final AtomicInteger CONTENT = new AtomicInteger();
  private static final String JSON = "application/json";

  private final ObjectStore store;
  private final Acceptance acceptance;
  private Recording earlier;
  private Recording again;

  LostClaimTest(Sandbox sandbox) {
    this.store = sandbox.store();
    this.acceptance =
        new Acceptance(store, sandbox.publisher(), "ingest-service", ExpectedStages.ALL);
  }

  /** The earlier recording holds the claim; nothing else of it is there but its upload. */
  @BeforeEach
  void sendTwice() throws IOException {
    String content = "lost claim " + CONTENT.incrementAndGet();
    earlier = Examples.upload(store, content);
    again = Examples.upload(store, content);
    store.put(claim(), earlier.recordingId().toString().getBytes(UTF_8), "text/plain");
  }

  @Test
  void goesToWhoSendsTheContentAgain() throws Exception {
    assertThat(acceptance.accept(again, Examples.TRACE))
        .isEqualTo(new Acceptance.Accepted(again.recordingId()));

    assertIsKept();
  }

  @Test
  void goesToWhoseAcceptanceARelayFinishes() throws Exception {
    store.put(outbox(again), entry(again), JSON);

    new OutboxRelay(
            store,
            acceptance,
            Duration.ZERO,
            new SimpleMeterRegistry(),
            InstantSource.offset(InstantSource.system(), SliceLeases.SLOT))
        .sweep();

    assertIsKept();
    assertThat(store.has(outbox(again))).isFalse();
  }

  @Test
  void staysWithARecordingThatARelayWillFinish() throws Exception {
    store.put(outbox(earlier), entry(earlier), JSON);

    assertThat(acceptance.accept(again, Examples.TRACE))
        .isEqualTo(new Acceptance.Duplicate(earlier.recordingId()));
  }

  @Test
  void staysWithARecordingWhoseEntryIsInQuarantine() throws Exception {
    store.put(ObjectKeys.quarantined(outbox(earlier)), entry(earlier), JSON);

    assertThat(acceptance.accept(again, Examples.TRACE))
        .isEqualTo(new Acceptance.Duplicate(earlier.recordingId()));
  }

  @Test
  void isOfNoUseToAnEntryWhoseUploadIsGone() throws Exception {
    store.put(outbox(earlier), entry(earlier), JSON);
    store.delete(earlier.raw().key());

    assertThat(acceptance.accept(again, Examples.TRACE))
        .isEqualTo(new Acceptance.Accepted(again.recordingId()));

    assertIsKept();
  }

  private void assertIsKept() throws IOException {
    assertThat(store.has(again.raw().key())).isTrue();
    assertThat(store.has(ObjectKeys.recording(again.recordingId()))).isTrue();
    assertThat(store.find(claim(), 100)).contains(again.recordingId().toString().getBytes(UTF_8));
  }

  private String claim() {
    return ObjectKeys.claim(again.device(), again.raw().sha256());
  }

  private static String outbox(Recording recording) {
    return ObjectKeys.outbox(recording.recordingId());
  }

  private static byte[] entry(Recording recording) throws IOException {
    return Json.document(new OutboxEntry(recording, Examples.TRACE.traceparent()));
  }
}
