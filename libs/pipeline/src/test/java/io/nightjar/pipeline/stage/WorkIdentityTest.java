package io.nightjar.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Examples;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.event.EventIds;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.RecordingReceived;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.recording.SenderClaims;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A work is a stage's version and its inputs: what is new work, and what is a repeat. */
@ExtendWith(BrokerAndStore.class)
@Timeout(180)
@Tag("process")
class WorkIdentityTest extends StageTestBed {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  WorkIdentityTest(Sandbox sandbox) {
    super(sandbox);
  }

  /** A second input: here the time received, elsewhere a classifier's tracks. */
  private record Further(Instant at) {}

  private record WithFurtherInput(ScriptedStage stage) implements Stage<RecordingReceived> {
    @Override
    public StageVersion version() {
      return ScriptedStage.VERSION;
    }

    @Override
    public Optional<Record> furtherInput(RecordingReceived event) {
      return event.receivedAt().equals(Examples.NOON)
          ? Optional.empty()
          : Optional.of(new Further(event.receivedAt()));
    }

    @Override
    public StageOutcome work(StageContext<RecordingReceived> context)
        throws java.io.IOException, InterruptedException {
      return stage.work(context);
    }
  }

  /** A stage of another name that does the same. */
  private record Renamed(ScriptedStage stage) implements Stage<RecordingReceived> {
    static final StageVersion VERSION = new StageVersion("other", "1-00000000");

    @Override
    public StageVersion version() {
      return VERSION;
    }

    @Override
    public StageOutcome work(StageContext<RecordingReceived> context)
        throws java.io.IOException, InterruptedException {
      return stage.work(context);
    }
  }

  /** printf '{"tracks":3}' | sha256sum */
  @Test
  void aFurtherInputIsPartOfTheVersion() {
    record Tracks(int tracks) {}

    StageVersion version = new StageVersion("thumbnail", "3-cd4d608e").with(new Tracks(3));

    assertThat(version.text()).isEqualTo("thumbnail/3-cd4d608e-" + "88603d68");
  }

  @Test
  void anotherInputIsNewWorkAndARepeatIsNot() throws Exception {
    Recording plain = Examples.upload(store, "kaka");
    RecordingId id = plain.recordingId();
    Recording further =
        new Recording(
            id, plain.device(), plain.kind(), Instant.EPOCH, plain.raw(), SenderClaims.NONE);
    announce(plain);
    announce(further);
    announce(further);
    announce(plain);

    runUntilCommitted(new WithFurtherInput(upperCase));

    String version = ScriptedStage.VERSION.with(new Further(Instant.EPOCH)).text();
    assertThat(upperCase.calls(id)).isEqualTo(2);
    assertThat(completions(id))
        .extracting(message -> Sandbox.header(message, "ce_id"))
        .containsOnly(ceId(plain), EventIds.of(EventType.THERMAL_DECODED, id, version));
    assertThat(sandbox.keys("derived/" + id))
        .filteredOn(key -> key.endsWith("manifest.json"))
        .hasSize(2);
    assertThat(marks()).isEmpty();
  }

  @Test
  void aServiceBindsSeveralStagesAndTopics() throws Exception {
    Recording both = announce("both stages");
    String second = sandbox.topic("second");
    Recording one = Examples.upload(store, "one stage");
    sandbox.publisher().publish(second, Examples.received(one));
    ScriptedStage other = new ScriptedStage(ScriptedStage::upperCase);
    List<StageBinding<?>> stages =
        List.of(
            RunningStage.onReceived(topic, upperCase),
            RunningStage.onReceived(topic, new Renamed(other)),
            RunningStage.onReceived(second, new Renamed(other)));

    try (var _ =
        new RunningStage(sandbox, store, service, "", stages, PATIENT, RunningStage.WORKS)) {
      awaitCommitted();
      await().atMost(PATIENCE).until(() -> sandbox.lag(service, second) == 0);
    }

    assertThat(upperCase.calls(both.recordingId())).isEqualTo(1);
    assertThat(other.calls(both.recordingId())).isEqualTo(1);
    assertThat(upperCase.calls(one.recordingId())).isZero();
    assertThat(other.calls(one.recordingId())).isEqualTo(1);
    assertThat(completions(both.recordingId())).hasSize(2);
    assertThat(new Manifests(store).find(new Work(one.recordingId(), Renamed.VERSION))).isPresent();
  }

  @Test
  void repeatsJoinTheWorkUnderWayAndStopNobody() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch let = new CountDownLatch(1);
    Recording slow = Examples.upload(store, "slow");
    ScriptedStage stage =
        new ScriptedStage(
            context -> {
              if (context.recordingId().equals(slow.recordingId())) {
                working.countDown();
                let.await();
              }
              return ScriptedStage.upperCase(context);
            });
    try (var _ = RunningStage.of(sandbox, service, topic, stage)) {
      announce(slow);
      working.await();
      for (int n = 0; n < 4 * RunningStage.CONCURRENCY; n++) {
        announce(slow);
      }

      Recording other = announce("other");

      await().atMost(PATIENCE).until(() -> completions(other.recordingId()).size() == 1);
      let.countDown();
      awaitCommitted();
    }
    assertThat(stage.calls(slow.recordingId())).isEqualTo(1);
    assertThat(sandbox.read(deadLetters)).isEmpty();
    assertThat(marks()).isEmpty();
  }

  @Test
  void whatAZombieWritesLateOverwritesNothing() throws Exception {
    Recording recording = announce("first");
    RecordingId id = recording.recordingId();
    runUntilCommitted(upperCase);
    Manifest manifest = only(new Manifests(store).newest(id));
    ScriptedStage zombie =
        new ScriptedStage(
            context -> {
              context.add("upper.txt", "text/plain", ScriptedStage.bytes("LATE"));
              return new StageOutcome.Completed(new ScriptedStage.Facts(4, 0));
            });
    Work work = new Work(id, ScriptedStage.VERSION);
    store.delete(manifestKey(id)); // as the zombie saw it before it paused

    announce(recording);
    runUntilCommitted(zombie);

    var upper = manifest.artefacts().getFirst().object();
    assertThat(new String(find(upper.key()), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("FIRST");
    Manifest late = new Manifests(store).find(work).orElseThrow().manifest();
    assertThat(late.artefacts().getFirst().object().key()).isNotEqualTo(upper.key());
  }
}
