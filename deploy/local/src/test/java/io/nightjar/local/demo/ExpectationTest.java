package io.nightjar.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.local.client.Artefact;
import io.nightjar.local.client.RecordingState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectationTest {
  @TempDir Path folder;
  private Expectation expected;

  @BeforeEach
  void read() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("expected.json"),
            """
            {"recordings":[{"file":"a.cptv","status":"partial","code":"truncated",
            "artefacts":[{"stage":"thermal","name":"metadata.json","mediaType":"application/json"}],
            "truth":{"frames":91,"seconds":8,"animal":[]}}]}""");
    expected = Expectation.read(file).getFirst();
  }

  @Test
  void aRecordingAsExpectedIsRight() {
    assertThat(expected.stages()).containsExactly("thermal");
    assertThat(expected.complaints(state("partial", "truncated", "application/json"))).isEmpty();
  }

  @Test
  void anotherOutcomeOrAMissingArtefactIsWrong() {
    assertThat(expected.complaints(state("completed", "truncated", "application/json"))).hasSize(1);
    assertThat(expected.complaints(state("partial", "corrupt", "application/json"))).hasSize(1);
    assertThat(expected.complaints(state("partial", "truncated", "text/plain"))).hasSize(1);
  }

  @Test
  void metadataMustTellTheTruth() throws Exception {
    assertThat(complaint("{\"frames\":91,\"durationSeconds\":8.02}")).isEmpty();
    assertThat(complaint("{\"frames\":90,\"durationSeconds\":8.02}")).isPresent();
    assertThat(complaint("{\"durationSeconds\":8.02}")).isPresent();
    assertThat(complaint("{\"frames\":91,\"durationSeconds\":8.2}")).isPresent();
    assertThat(complaint("{\"frames\":91}")).isPresent();
  }

  private Optional<String> complaint(String metadata) throws Exception {
    return expected.complaint(new ObjectMapper().readTree(metadata));
  }

  private static RecordingState state(String status, String code, String mediaType) {
    return new RecordingState(
        "id",
        "g",
        "d",
        "thermal",
        new RecordingState.Recorded("2026-01-01T00:00:00Z", "receipt", Optional.empty()),
        "2026-01-01T00:00:00Z",
        Optional.empty(),
        "application/x-cptv",
        1,
        "00",
        status,
        Optional.of(code),
        Optional.empty(),
        List.of(),
        List.of(new Artefact("thermal", "metadata.json", mediaType, 2, "ab")));
  }
}
