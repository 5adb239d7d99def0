package io.nightjar.thermal.preview;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nightjar.pipeline.fault.BrokenContractException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredTracksTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{\"tracks\":[]}",
        "{\"threshold\":0.5}",
        "{\"threshold\":0.5,\"tracks\":[{\"score\":1}]}",
        "{\"threshold\":0.5,\"tracks\":[{\"score\":1,\"positions\":[{\"frame\":1}]}]}",
        "{\"threshold\":0.5,\"tracks\":[{\"score\":1,\"positions\":"
            + "[{\"frame\":1,\"x\":1,\"y\":1,\"width\":0,\"height\":1}]}]}",
      })
  void aDocumentThatBreaksItsContractIsNotTheRecordingsFault(String document) {
    assertThatExceptionOfType(BrokenContractException.class)
        .isThrownBy(() -> StoredTracks.boxes(document.getBytes(UTF_8)))
        .satisfies(e -> assertThat(e.fault().code()).isEqualTo("unreadable-document"));
  }
}
