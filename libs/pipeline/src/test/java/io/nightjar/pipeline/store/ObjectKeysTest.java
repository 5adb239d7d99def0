package io.nightjar.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectKeysTest {
  private static final String SHA_256 = "0011223344556677" + "8".repeat(48);
  private static final RecordingId ID =
      RecordingId.parse("017f22e2-79b0-7cc3-98c4-dc0c0c07398f").orElseThrow();
  private static final DeviceIdentity CAMERA = new DeviceIdentity("forest", "camera-7");

  /** The table of the design, row by row. */
  @Test
  void areThoseOfTheDesign() {
    assertThat(ObjectKeys.raw(CAMERA, Instant.parse("2026-03-04T23:59:59Z"), ID, "cptv"))
        .isEqualTo("raw/forest/camera-7/2026/03/04/017f22e2-79b0-7cc3-98c4-dc0c0c07398f.cptv");
    assertThat(ObjectKeys.recording(ID))
        .isEqualTo("recordings/017f22e2-79b0-7cc3-98c4-dc0c0c07398f.json");
    assertThat(ObjectKeys.claim(CAMERA, "ab12")).isEqualTo("claims/forest/camera-7/ab12");
    assertThat(ObjectKeys.outbox(ID)).isEqualTo("outbox/017f22e2-79b0-7cc3-98c4-dc0c0c07398f.json");
    assertThat(ObjectKeys.quarantined(ObjectKeys.outbox(ID)))
        .isEqualTo("quarantine/outbox/017f22e2-79b0-7cc3-98c4-dc0c0c07398f.json");
    assertThat(ObjectKeys.outboxLease(29_433_600, 3)).isEqualTo("leases/outbox/29433600/3");
    assertThat(ObjectKeys.artefact(ID, "audio", "1-5f2b9c01", "spectrogram.png", SHA_256))
        .isEqualTo(
            "derived/017f22e2-79b0-7cc3-98c4-dc0c0c07398f/audio/1-5f2b9c01/"
                + "0011223344556677-spectrogram.png");
    assertThat(ObjectKeys.manifest(ID, "audio", "1-5f2b9c01"))
        .isEqualTo("derived/017f22e2-79b0-7cc3-98c4-dc0c0c07398f/audio/1-5f2b9c01/manifest.json");
    assertThat(ObjectKeys.attempt("audio", "1-5f2b9c01", ID, 2))
        .isEqualTo("attempts/audio/1-5f2b9c01/017f22e2-79b0-7cc3-98c4-dc0c0c07398f/2");
  }

  @ParameterizedTest
  @CsvSource({
    "plain-name_1.x, plain-name_1.x",
    "Plain-Name_1.X, %50lain-%4Eame_1.%58",
    "CAM7, %43%41%4D7",
    "%43am, %2543am",
    "., %2E",
    ".., %2E.",
    ".hidden, %2Ehidden",
    "a/../../b, a%2F..%2F..%2Fb",
    "a b, a%20b",
    "100%, 100%25",
    "kākā, k%C4%81k%C4%81",
    "a+b?c#d&e=f, a%2Bb%3Fc%23d%26e%3Df",
    "'a\\b', a%5Cb",
    "~, %7E",
  })
  void escapeWhatAUserMayNameADevice(String name, String segment) {
    assertThat(ObjectKeys.segment(name)).isEqualTo(segment);
  }

  /** Keys that folded onto one another would be two devices in one folder of a macOS disk. */
  @Test
  void keepNamesApartOnAStoreThatFoldsCase() {
    List<String> alphabet =
        List.of("a", "A", "%", "4", "1", "c", "C", ".", "~", "ā", "Ā", "K", "ı");
    Map<String, String> seen = new HashMap<>();

    for (String name : namesOver(alphabet)) {
      String folded = ObjectKeys.segment(name).toLowerCase(Locale.ROOT);
      assertThat(seen.put(folded, name)).as("the other name of " + folded).isNull();
    }

    assertThat(seen).hasSize(13 + 13 * 13 + 13 * 13 * 13 + 13 * 13 * 13 * 13);
  }

  /** Every name of one to four characters of an alphabet. */
  private static List<String> namesOver(List<String> alphabet) {
    List<String> names = new ArrayList<>();
    List<String> shorter = List.of("");
    for (int length = 1; length <= 4; length++) {
      shorter =
          shorter.stream().flatMap(start -> alphabet.stream().map(end -> start + end)).toList();
      names.addAll(shorter);
    }
    return names;
  }

  @Test
  void keepLongNamesApartOnAStoreThatFoldsCase() {
    String upper = ObjectKeys.segment("CAMERA".repeat(20) + "x");
    String lower = ObjectKeys.segment("camera".repeat(20) + "x");

    assertThat(upper)
        .hasSizeLessThanOrEqualTo(200)
        .isNotEqualToIgnoringCase(lower)
        .matches("(%43%41%4D%45%52%41)+.*~[0-9a-f]{64}");
  }

  @Test
  void knowWhereTheFirstReleasePutAClaim() {
    assertThat(ObjectKeys.earlierClaim(new DeviceIdentity("Waipoua", "kākā/7"), "ab12"))
        .contains("claims/Waipoua/k%C4%81k%C4%81%2F7/ab12");
    assertThat(ObjectKeys.claim(new DeviceIdentity("Waipoua", "kākā/7"), "ab12"))
        .isEqualTo("claims/%57aipoua/k%C4%81k%C4%81%2F7/ab12");
    assertThat(ObjectKeys.earlierClaim(CAMERA, "ab12")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "recordings/017f22e2-79b0-7cc3-98c4-dc0c0c07398f.json, true",
    "outbox/017f22e2-79b0-7cc3-98c4-dc0c0c07398f.json, true",
    "quarantine/outbox/017f22e2-79b0-7cc3-98c4-dc0c0c07398f.json, true",
    "outbox/017F22E2-79b0-7cc3-98c4-dc0c0c07398f.json, false",
    "outbox/017f22e2-79b0-7cc3-98c4-dc0c0c07398f, false",
    "outbox/0000.json, false",
  })
  void nameTheRecordingThatADocumentIsAbout(String key, boolean isNamed) {
    assertThat(ObjectKeys.recordingOf(key)).isEqualTo(Optional.of(ID).filter(id -> isNamed));
  }

  @Test
  void keepLongNamesShortAndApart() {
    String first = "鳥".repeat(127) + "a";
    String second = "鳥".repeat(127) + "b";

    assertThat(ObjectKeys.segment(first))
        .hasSizeLessThanOrEqualTo(255)
        .endsWith("~" + Sha256.of(first.getBytes(StandardCharsets.UTF_8)))
        .isNotEqualTo(ObjectKeys.segment(second));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../x", "a/b", "a b", "%2E", ".hidden", "a\u0000"})
  void refuseStagesAndArtefactsWithNamesThatAreNotOurs(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ObjectKeys.artefact(ID, "audio", "1-0", name, SHA_256));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ObjectKeys.artefact(ID, name, "1-0", "a.png", SHA_256));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ObjectKeys.artefact(ID, "audio", name, "a.png", SHA_256));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "a//b", "a/", "a/../b", "../a", "a/.", "a\nb", "a\u007f"})
  void refuseReferencesThatNoObjectOfOursCanHave(String key) {
    assertThatIllegalArgumentException().isThrownBy(() -> ObjectKeys.check(key));
  }

  @Test
  void takeReferencesOfUpToThousandAndTwentyFourBytes() {
    assertThatCode(() -> ObjectKeys.check("k".repeat(1024))).doesNotThrowAnyException();
    assertThatIllegalArgumentException().isThrownBy(() -> ObjectKeys.check("k".repeat(1025)));
    assertThatIllegalArgumentException().isThrownBy(() -> ObjectKeys.check("鳥".repeat(342)));
  }
}
