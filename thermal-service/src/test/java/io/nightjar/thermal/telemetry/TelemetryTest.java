package io.nightjar.thermal.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.cptv.Frame;
import io.nightjar.fixtures.MotionScene;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class TelemetryTest {

  /** Two pixels a frame; all by hand. */
  @Test
  void everyFrameHasItsPlaceInEveryColumn() throws IOException {
    Telemetry telemetry = new Telemetry(9, 3);

    telemetry.look(frame(7, 9).setBackground(true));
    telemetry.look(
        frame(3, 4)
            .setTimeOnMillis(60_000)
            .setLastFfcMillis(50_101)
            .setTemperature(21.456f)
            .setTemperatureAtFfc(-3f));
    telemetry.look(frame(65_535, 0).setTimeOnMillis(60_111).setLastFfcMillis(50_211));

    assertThat(written(telemetry))
        .isEqualTo(
            """
            {"frames":3,"clock":"camera","timeMillis":[null,0,111],\
            "sinceCorrectionMillis":[null,9899,9900],"temperatureCelsius":[null,21.46,null],\
            "temperatureAtCorrectionCelsius":[null,-3.0,null],"minimum":[7,3,0],\
            "maximum":[9,4,65535],"mean":[8.0,3.5,32767.5],"background":[true,false,false],\
            "affected":[false,true,false]}""");
  }

  @Test
  void framesWithoutATimeCountByTheirRate() throws IOException {
    Telemetry telemetry = new Telemetry(9, 5);

    for (int i = 0; i < 4; i++) {
      telemetry.look(frame(1, 2).setBackground(i == 0));
    }

    JsonNode document = new ObjectMapper().readTree(written(telemetry));
    assertThat(document.get("clock").asText()).isEqualTo("rate");
    assertThat(document.get("timeMillis")).hasToString("[null,0,111,222]");
  }

  @Test
  void aClockThatIsRestartedIsToldAsItIs() throws IOException {
    Telemetry telemetry = new Telemetry(9, 3);

    telemetry.look(frame(1, 2).setTimeOnMillis(4_294_967_295L).setLastFfcMillis(0));
    telemetry.look(frame(1, 2).setTimeOnMillis(5).setLastFfcMillis(6));
    telemetry.look(frame(1, 2));

    JsonNode document = new ObjectMapper().readTree(written(telemetry));
    assertThat(document.get("timeMillis")).hasToString("[0,-4294967290,null]");
    assertThat(document.get("sinceCorrectionMillis")).hasToString("[4294967295,null,null]");
  }

  @Test
  void whatIsNoNumberIsNotTold() throws IOException {
    Telemetry telemetry = new Telemetry(9, 3);

    telemetry.look(frame(1, 2).setTemperature(Float.NaN));
    telemetry.look(frame(1, 2).setTemperature(Float.NEGATIVE_INFINITY));
    telemetry.look(frame(1, 2).setTemperature(3e30f));

    JsonNode document = new ObjectMapper().readTree(written(telemetry));
    assertThat(document.get("temperatureCelsius")).hasToString("[null,null,null]");
  }

  /** The generator tells of each frame when it was taken, and how long after a correction. */
  @Test
  void agreesWithTheSceneThatWasRecorded() throws IOException {
    MotionScene scene = new MotionScene(MotionScene.Kind.CORRECTION, 5);
    Telemetry telemetry = new Telemetry(9, 200);
    List<Integer> times = new ArrayList<>();
    List<Integer> since = new ArrayList<>();
    Frame frame = new Frame(scene.width(), scene.height());
    long first = -1;

    while (scene.next(frame.pixels())) {
      first = first < 0 ? scene.millis() : first;
      times.add((int) (scene.millis() - first));
      since.add((int) scene.sinceCorrectionMillis());
      telemetry.look(
          frame
              .setTimeOnMillis(scene.millis())
              .setLastFfcMillis(scene.millis() - scene.sinceCorrectionMillis()));
    }

    JsonNode document = new ObjectMapper().readTree(written(telemetry));
    assertThat(numbers(document, "timeMillis")).hasSize(200).isEqualTo(times);
    assertThat(numbers(document, "sinceCorrectionMillis")).isEqualTo(since);
    assertThat(StreamSupport.stream(document.get("affected").spliterator(), false))
        .extracting(JsonNode::asBoolean)
        .isEqualTo(since.stream().map(millis -> millis < 9_900).toList());
  }

  private static List<Integer> numbers(JsonNode document, String column) {
    return StreamSupport.stream(document.get(column).spliterator(), false)
        .map(JsonNode::intValue)
        .toList();
  }

  private static String written(Telemetry telemetry) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    telemetry.write(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Frame frame(int left, int right) {
    Frame frame = new Frame(2, 1);
    frame.pixels()[0] = (short) left;
    frame.pixels()[1] = (short) right;
    return frame;
  }
}
