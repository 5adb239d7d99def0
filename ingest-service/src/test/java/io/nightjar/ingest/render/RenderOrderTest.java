package io.nightjar.ingest.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.event.Render;
import io.nightjar.pipeline.store.ObjectRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What callers may say about videos, and what it comes to. */
class RenderOrderTest {
  private static final ObjectRef TRACKS =
      new ObjectRef("bucket", "derived/1/tracks.json", 7, "0".repeat(64), "application/json");

  private static final RenderOrder.Tracks UNASKED =
      () -> {
        throw new AssertionError("nobody wants boxes");
      };

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                    | {\"artefact\":\"preview.mp4\",\"from\":0,\"palette\":\"inferno\",\"width\":320,\"frameCounter\":false}",
        "{\"width\":320,\"boxes\":false}   | {\"artefact\":\"preview.mp4\",\"from\":0,\"palette\":\"inferno\",\"width\":320,\"frameCounter\":false}",
        "{\"palette\":\"grey\",\"to\":9} | {\"artefact\":\"preview.mp4\",\"from\":0,\"to\":9,\"palette\":\"grey\",\"width\":320,\"frameCounter\":false}",
        "{\"width\":64,\"levels\":{\"high\":65535,\"low\":0},\"frameCounter\":true} | {\"artefact\":\"preview.mp4\",\"from\":0,\"palette\":\"inferno\",\"width\":64,\"levels\":{\"low\":0,\"high\":65535},\"frameCounter\":true}",
        "{\"width\":1920}                    | {\"artefact\":\"preview.mp4\",\"from\":0,\"palette\":\"inferno\",\"width\":1920,\"frameCounter\":false}",
      })
  void whatIsUsualIsFilledIn(String parameters, String render) throws Exception {
    Render asked = video(parameters).render(UNASKED);

    assertThat(new String(Json.bytes(asked), UTF_8)).isEqualTo(render);
  }

  @Test
  void boxesStandForTheTracksThatThereAre() throws Exception {
    Render asked = video("{\"boxes\":true}").render(() -> TRACKS);

    assertThat(asked)
        .isInstanceOfSatisfying(
            Render.PreviewMp4.class, video -> assertThat(video.tracks()).contains(TRACKS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"palette\":\"INFERNO\"}                     | palette must be one of viridis, inferno, magma, plasma, cividis, grey",
        "{\"palette\":3}                                 | palette must be one of viridis, inferno, magma, plasma, cividis, grey",
        "{\"width\":63}                                  | width must be a whole number from 64 to 1920",
        "{\"width\":1921}                                | width must be a whole number from 64 to 1920",
        "{\"width\":null}                                | width must be a whole number from 64 to 1920",
        "{\"width\":\"320\"}                           | width must be a whole number from 64 to 1920",
        "{\"levels\":[2900,3000]}                        | levels must have low and high",
        "{\"levels\":{\"low\":2900}}                   | levels must have low and high",
        "{\"levels\":{\"low\":1,\"high\":2,\"x\":3}} | levels must have low and high",
        "{\"levels\":{\"low\":-1,\"high\":2}}        | levels.low must be a whole number from 0 to 65534",
        "{\"levels\":{\"low\":5,\"high\":5}}         | levels.high must be a whole number from 6 to 65535",
        "{\"levels\":{\"low\":5,\"high\":65536}}     | levels.high must be a whole number from 6 to 65535",
        "{\"boxes\":1}                                   | boxes must be true or false",
        "{\"boxes\":null}                                | boxes must be true or false",
        "{\"frameCounter\":\"yes\"}                    | frameCounter must be true or false",
        "{\"from\":2,\"to\":1}                         | to must be at least from",
        "{\"from\":1000000000}                           | from must be a whole number from 0 to 999999999",
        "{\"speed\":2}                                   | the parameters of preview.mp4 are from, to, palette, width, levels, boxes, frameCounter",
      })
  void whatCanNotBeUsedIsRefusedWithWhatCould(String parameters, String detail) throws Exception {
    RenderOrder order = video(parameters);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> order.render(() -> TRACKS))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ProblemCode.RENDER_MALFORMED))
        .withMessage(detail);
  }

  private static RenderOrder video(String parameters) throws Exception {
    String order = "{\"artefact\":\"preview.mp4\",\"parameters\":" + parameters + "}";
    return Json.read(order.getBytes(UTF_8), RenderOrder.class);
  }
}
