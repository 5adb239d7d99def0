package io.nightjar.thermal.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.imaging.Levels;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SceneFactsTest {

  @Test
  void theContrastOfAScenesDocumentIsTaken() {
    SceneFacts facts =
        read(
            """
            {"formatVersion": 2, "flatFieldCorrections": 0, "levels": {"low": 2950, "high": 3100},
             "camera": {"model": "lepton3.5"}}
            """);

    assertThat(facts.contrast()).contains(new Levels(2950, 3100));
  }

  /** Without levels, after a correction or where none is told, out of range, and no document. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"formatVersion\": 2, \"flatFieldCorrections\": 0}",
        "{\"formatVersion\": 2, \"flatFieldCorrections\": 1, \"levels\": {\"low\": 1, \"high\": 9}}",
        "{\"formatVersion\": 1, \"flatFieldCorrections\": 0, \"levels\": {\"low\": 1, \"high\": 9}}",
        "{\"formatVersion\": 2, \"flatFieldCorrections\": 0, \"levels\": {\"low\": 9, \"high\": 9}}",
        "{\"formatVersion\": 2, \"flatFieldCorrections\": 0, \"levels\": {\"low\": -1, \"high\": 9}}",
        "{\"formatVersion\": 2, \"flatFieldCorrections\": 0, \"levels\": {\"low\": 1, \"high\": 65536}}",
        "{\"formatVersion\": 2, \"flatFieldCorrections\": 0, \"levels\": {\"low\": 1}}",
        "{\"formatVersion\": 2, \"flatFieldCorrections\": 0, \"levels\": [1, 9]}",
        "{\"formatVersion\": \"two\", \"levels\": {\"low\": 1, \"high\": 9}}",
        "{}",
        "[]",
        "null",
        "{",
        ""
      })
  void whateverElseThereIsIsNoContrast(String document) {
    assertThat(read(document).contrast()).isEmpty();
  }

  private static SceneFacts read(String document) {
    return SceneFacts.read(document.getBytes(StandardCharsets.UTF_8));
  }
}
