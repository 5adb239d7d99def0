package io.nightjar.thermal;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.ffmpeg.FfmpegConfig;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.recording.DerivedShare;
import io.nightjar.pipeline.recording.ExpectedStages;
import io.nightjar.pipeline.stage.ServiceBinding;
import io.nightjar.thermal.preview.PreviewConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which stages the service has, and in which versions, as it is configured. */
@Tag("process")
class ThermalServiceTest {
  private static final Limits LIMITS =
      new Limits(
          new Limits.Upload(1, 1, 1, new Limits.PerDevice(1, 1, 1)),
          new Limits.Thermal(1 << 20, 100, 100, 10_000, 1_000_000),
          new Limits.Sound(Duration.ofMinutes(1), 1, 1, 1));

  @Test
  void previewsAreMadeUnlessTheyAreSwitchedOff() throws Exception {
    assertThat(stages(bound(ExpectedStages.ALL, Map.of())))
        .containsExactly("thermal", "preview", "render");
    assertThat(stages(bound(new ExpectedStages(false), Map.of())))
        .containsExactly("thermal", "render");
  }

  @Test
  void whatIsDrawnOverAPreviewIsPartOfItsVersion() throws Exception {
    List<String> versions =
        List.of(
            previewVersion(Map.of()),
            previewVersion(Map.of("nightjar.preview.boxes", "true")),
            previewVersion(Map.of("nightjar.preview.frame-counter", "true")));

    assertThat(versions).doesNotHaveDuplicates();
    assertThat(previewVersion(Map.of("nightjar.preview.boxes", "false")))
        .isEqualTo(versions.getFirst());
  }

  private static String previewVersion(Map<String, String> settings) throws Exception {
    return bound(ExpectedStages.ALL, settings).stages().get(1).stage().version().text();
  }

  private static List<String> stages(ServiceBinding binding) {
    return binding.stages().stream().map(stage -> stage.stage().version().stage()).toList();
  }

  private static ServiceBinding bound(ExpectedStages expected, Map<String, String> settings)
      throws Exception {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withSources(new PropertiesConfigSource(settings, "test", 100))
            .withMapping(ThermalConfig.class)
            .withMapping(FfmpegConfig.class)
            .withMapping(PreviewConfig.class)
            .build();
    return new ThermalService()
        .binding(
            LIMITS,
            expected,
            DerivedShare.DEFAULT,
            config.getConfigMapping(ThermalConfig.class),
            config.getConfigMapping(FfmpegConfig.class),
            config.getConfigMapping(PreviewConfig.class));
  }
}
