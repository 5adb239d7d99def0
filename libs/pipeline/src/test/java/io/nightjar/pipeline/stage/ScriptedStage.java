package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.event.RecordingReceived;
import io.nightjar.pipeline.identity.RecordingId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A stage that does as a test wants. */
record ScriptedStage(Script script, Map<RecordingId, Integer> calls)
    implements Stage<RecordingReceived> {
  static final StageVersion VERSION =
      StageVersion.of("thermal", 1, new Parameters("upper case", 1));

  private record Parameters(String what, int times) {}

  /** A few facts. */
  record Facts(int letters, float share) {}

  ScriptedStage(Script script) {
    this(script, new ConcurrentHashMap<>());
  }

  /** What the stage does. */
  @FunctionalInterface
  interface Script {
    StageOutcome on(StageContext<RecordingReceived> context)
        throws IOException, InterruptedException;
  }

  @Override
  public StageVersion version() {
    return VERSION;
  }

  @Override
  public StageOutcome work(StageContext<RecordingReceived> context)
      throws IOException, InterruptedException {
    calls.merge(context.recordingId(), 1, Integer::sum);
    return script.on(context);
  }

  /** How often it was called for a recording. */
  int calls(RecordingId recording) {
    return calls.getOrDefault(recording, 0);
  }

  /** Two artefacts: the upload in upper case, and its length. */
  static StageOutcome upperCase(StageContext<RecordingReceived> context) throws IOException {
    try (InputStream source = context.openSource()) {
      String text = new String(source.readAllBytes(), StandardCharsets.UTF_8);
      context.add("upper.txt", "text/plain", bytes(text.toUpperCase(java.util.Locale.ROOT)));
      context.add("length.txt", "text/plain", bytes(Integer.toString(text.length())));
      return new StageOutcome.Completed(new Facts(text.length(), 1 / 3f));
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
