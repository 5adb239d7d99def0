package io.nightjar.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A stage may read a part of the recording, and what another stage has made. */
@ExtendWith(BrokerAndStore.class)
@Timeout(180)
@Tag("process")
class InputsOfAStageTest extends StageTestBed {

  InputsOfAStageTest(Sandbox sandbox) {
    super(sandbox);
  }

  @Test
  void aPartOfTheRecordingIsRead() throws Exception {
    Recording recording = announce("abcdefgh");

    runUntilCommitted(
        new ScriptedStage(
            context -> {
              try (InputStream part = context.openSource(2, 3)) {
                context.add("part.txt", "text/plain", part.readAllBytes());
              }
              return new StageOutcome.Completed(new ScriptedStage.Facts(3, 1));
            }));

    assertThat(find(onlyArtefact(recording))).asString(StandardCharsets.UTF_8).isEqualTo("cde");
  }

  @Test
  void whatAnotherStageHasMadeIsRead() throws Exception {
    ObjectRef made = stored("made before", "made before");
    Recording recording = announce("whatever");

    runUntilCommitted(new ScriptedStage(context -> copy(context, made)));

    assertThat(find(onlyArtefact(recording)))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("made before");
  }

  @Test
  void whatIsNotAsItsEventSaysIsADeadLetterAtOnce() throws Exception {
    ObjectRef changed = stored("made before", "changed since");
    Recording recording = announce("whatever");
    ScriptedStage stage = new ScriptedStage(context -> copy(context, changed));

    runUntilCommitted(stage);

    assertThat(stage.calls(recording.recordingId())).isEqualTo(1);
    assertThat(sandbox.read(deadLetters, recording.recordingId())).hasSize(1);
    assertThat(completions(recording.recordingId())).isEmpty();
  }

  @Test
  void whatIsNotThereIsADeadLetterAtOnce() throws Exception {
    ObjectRef missing =
        new ObjectRef(store.bucket(), "derived/nowhere", 3, Sha256.of(new byte[3]), "text/plain");
    Recording recording = announce("whatever");
    ScriptedStage stage = new ScriptedStage(context -> copy(context, missing));

    runUntilCommitted(stage);

    assertThat(stage.calls(recording.recordingId())).isEqualTo(1);
    assertThat(sandbox.read(deadLetters, recording.recordingId())).hasSize(1);
  }

  @Test
  void whatAnotherStageHasMadeIsAdoptedWhereItLies() throws Exception {
    Recording recording = announce("whatever");
    String key = ObjectKeys.derived(recording.recordingId()) + "other/1-aaaaaaaa/made.txt";
    store.put(key, ScriptedStage.bytes("made before"), "text/plain");
    Artefact made = new Artefact("made.txt", object(key, "made before"));

    runUntilCommitted(new ScriptedStage(context -> adopt(context, made)));

    assertThat(completed(only(completions(recording.recordingId()))).artefacts())
        .containsExactly(made);
  }

  @Test
  void whatWasMadeOfAnotherRecordingIsNotAdopted() throws Exception {
    Artefact made = new Artefact("made.txt", stored("made before", "made before"));
    Recording recording = announce("whatever");

    runUntilCommitted(new ScriptedStage(context -> adopt(context, made)));

    assertThat(sandbox.read(deadLetters, recording.recordingId())).hasSize(1);
    assertThat(completions(recording.recordingId())).isEmpty();
  }

  private static StageOutcome adopt(StageContext<?> context, Artefact artefact) {
    context.adopt(artefact);
    return new StageOutcome.Completed(new ScriptedStage.Facts(1, 1));
  }

  private static StageOutcome copy(StageContext<?> context, ObjectRef artefact) throws IOException {
    try (InputStream in = context.open(artefact)) {
      context.add("copy.txt", "text/plain", in.readAllBytes());
    }
    return new StageOutcome.Completed(new ScriptedStage.Facts(1, 1));
  }

  private String onlyArtefact(Recording recording) {
    return only(completed(only(completions(recording.recordingId()))).artefacts()).object().key();
  }

  private ObjectRef stored(String announced, String content) throws Exception {
    String key = "derived/" + sandbox.unique("made") + ".txt";
    store.put(key, ScriptedStage.bytes(content), "text/plain");
    return object(key, announced);
  }

  private ObjectRef object(String key, String content) {
    byte[] expected = ScriptedStage.bytes(content);
    return new ObjectRef(store.bucket(), key, expected.length, Sha256.of(expected), "text/plain");
  }
}
