package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.recording.RecordingId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A stage that does as a test wants. */
record ScriptedStage(Work work, Map<RecordingId, Integer> calls) implements Stage {
  static final StageVersion VERSION =
      StageVersion.of("thermal", 1, new Parameters("upper case", 1));

  private record Parameters(String what, int times) {}

  /** A few facts. */
  record Facts(int letters, float share) {}

  ScriptedStage(Work work) {
    this(work, new ConcurrentHashMap<>());
  }

  /** What the stage does. */
  @FunctionalInterface
  interface Work {
    StageOutcome on(Workbench bench) throws IOException, InterruptedException;
  }

  @Override
  public StageVersion version() {
    return VERSION;
  }

  @Override
  public StageOutcome work(Workbench bench) throws IOException, InterruptedException {
    calls.merge(bench.recordingId(), 1, Integer::sum);
    return work.on(bench);
  }

  /** How often it was called for a recording. */
  int calls(RecordingId recording) {
    return calls.getOrDefault(recording, 0);
  }

  /** Two artefacts: the upload in upper case, and its length. */
  static StageOutcome upperCase(Workbench bench) throws IOException {
    try (InputStream source = bench.openSource()) {
      String text = new String(source.readAllBytes(), StandardCharsets.UTF_8);
      bench.add("upper.txt", "text/plain", bytes(text.toUpperCase(java.util.Locale.ROOT)));
      bench.add("length.txt", "text/plain", bytes(Integer.toString(text.length())));
      return new StageOutcome.Completed(new Facts(text.length(), 1 / 3f));
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
