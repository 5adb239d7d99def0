package io.nightjar.thumbnail.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.imaging.Size;
import io.nightjar.pipeline.fault.BrokenContractException;
import io.nightjar.thumbnail.seen.FrameFacts;
import io.nightjar.thumbnail.seen.Seen;
import io.nightjar.thumbnail.seen.Spot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
  private static final RecordingFacts FACTS =
      new RecordingFacts(
          new Size(160, 120), 3, 1, new RecordingFacts.End("clean", true, "all is well"));

  private static final String TELEMETRY =
      """
      {"frames":3,"clock":"camera","timeMillis":[null,0,111],"minimum":[0,2900,2910],
       "maximum":[1,3100,65535],"mean":[0.5,3000.25,3001],"background":[true,false,false],
       "affected":[false,true,false],"later":{"more":[1,2,{"x":null}]}}""";

  private static final String TRACKS =
      """
      {"later":[[]],"width":160,"height":120,"frames":3,"threshold":0.5,"limits":{"atOnce":32},
       "tracks":[{"id":7,"score":0.75,"warm":true,"labels":["cat"],"positions":[
         {"frame":1,"x":0,"y":110,"width":160,"height":10,"mass":5000000000,"centroidX":2.5},
         {"frame":2,"x":1,"y":2,"width":3,"height":4,"mass":5}]}]}""";

  @Test
  void telemetryIsReadColumnByColumn() throws IOException {
    FrameFacts frames = TelemetryDocument.read(stream(TELEMETRY), FACTS);

    assertThat(frames.size()).isEqualTo(3);
    assertThat(frames.shown()).isEqualTo(2);
    assertThat(frames.background(0)).isTrue();
    assertThat(frames.affected(1)).isTrue();
    assertThat(frames.affected(2)).isFalse();
    assertThat(frames.odd(0)).as("a pixel is 0").isTrue();
    assertThat(frames.warmth(1)).isEqualTo(99.75f);
  }

  @Test
  void tracksAreReadWithAllThatIsNeeded() throws IOException {
    Seen seen = TracksDocument.read(stream(TRACKS), FACTS, new FrameFacts());

    assertThat(seen.threshold()).isEqualTo(0.5);
    assertThat(seen.tracks()).hasSize(1);
    assertThat(seen.tracks().getFirst().id()).isEqualTo(7);
    assertThat(seen.tracks().getFirst().spots())
        .containsExactly(new Spot(1, 0, 110, 160, 10, 5_000_000_000L), new Spot(2, 1, 2, 3, 4, 5));
  }

  /** Each differs from a good document in one thing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"threshold\":0.5 -> \"threshold\":1.5",
        "\"threshold\":0.5, -> ",
        "\"width\":160,\"height\" -> \"width\":161,\"height\"",
        "\"id\":7 -> \"id\":0",
        "\"id\":7, -> ",
        "\"score\":0.75 -> \"score\":\"high\"",
        "\"score\":0.75, -> ",
        "\"warm\":true -> \"warm\":1",
        "\"frame\":2 -> \"frame\":3",
        "\"frame\":2 -> \"frame\":1",
        "\"frame\":2 -> \"frame\":-1",
        "\"frame\":2 -> \"frame\":2.5",
        "\"frame\":2 -> \"frame\":99999999999999999999",
        "\"x\":0 -> \"x\":1",
        "\"y\":110 -> \"y\":111",
        "\"width\":3 -> \"width\":0",
        ",\"mass\":5} -> }",
        "\"mass\":5} -> \"mass\":-5}",
        "]}]} -> ]}]",
        "]}]} -> ]}]}{}",
        "{\"later\" -> [\"later\""
      })
  void tracksThatBreakTheirContractAreRefused(String change) {
    String broken = changed(TRACKS, change);

    assertThatThrownBy(() -> TracksDocument.read(stream(broken), FACTS, new FrameFacts()))
        .isInstanceOfSatisfying(
            BrokenContractException.class,
            e -> assertThat(e.fault().code()).isEqualTo("unreadable-document"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2900, -> ",
        "2900 -> 65536",
        "2900 -> null",
        "true,false,false -> true,false,0",
        "3000.25 -> -1",
        "\"affected\":[false,true,false], -> ",
        "[0,2900,2910] -> 7",
        "{\"frames\":3 -> {\"frames\":3,,"
      })
  void telemetryThatBreaksItsContractIsRefused(String change) {
    String broken = changed(TELEMETRY, change);

    assertThatThrownBy(() -> TelemetryDocument.read(stream(broken), FACTS))
        .isInstanceOf(BrokenContractException.class);
  }

  @Test
  void metadataTellsSizeFramesAndEnd() {
    String document =
        """
        {"formatVersion":2,"width":160,"height":120,"frames":3,"backgroundFrames":1,
         "end":{"code":"clean","complete":true,"description":"all is well"}}""";

    assertThat(RecordingFacts.read(document.getBytes(StandardCharsets.UTF_8))).isEqualTo(FACTS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{}",
        "{\"width\":0,\"height\":120,\"frames\":3,\"backgroundFrames\":1,\"end\":{}}",
        "{\"width\":160,\"height\":120,\"frames\":3,\"backgroundFrames\":1}"
      })
  void metadataThatBreaksItsContractIsRefused(String document) {
    assertThatThrownBy(() -> RecordingFacts.read(document.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(BrokenContractException.class);
  }

  @Test
  void aFailureOfTheStoreIsNoBrokenContract() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            throw new IOException("connection reset");
          }
        };

    assertThatThrownBy(() -> TelemetryDocument.read(broken, FACTS))
        .isInstanceOf(IOException.class)
        .hasMessage("connection reset");
  }

  private static String changed(String document, String change) {
    String[] parts = change.split(" -> ", -1);
    String changed = document.replace(parts[0], parts[1]);
    assertThat(changed).as("changed").isNotEqualTo(document);
    return changed;
  }

  private static InputStream stream(String document) {
    return new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8));
  }
}
