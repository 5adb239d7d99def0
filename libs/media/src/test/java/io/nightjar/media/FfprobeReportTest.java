package io.nightjar.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FfprobeReportTest {

  @Test
  void undoesTheEscapesOfTheCompactFormat() {
    String text =
        """
        stream|codec_name=flac|sample_rate=8000|channels=1|duration=N/A|tag:a=b=c\\|d\\\\e\\nf
        format|format_name=ogg|duration=1.500000|tag:title=x
        """;

    SoundInfo info = FfprobeReport.parse(text).info().orElseThrow();

    assertThat(info)
        .isEqualTo(
            new SoundInfo(
                "ogg",
                "flac",
                8000,
                1,
                Duration.ofMillis(1500),
                Map.of("title", "x", "a", "b=c|d\\e\nf")));
  }

  @Test
  void aTagCannotPoseAsAField() {
    String text =
        "stream|codec_name=flac|sample_rate=8000|channels=1|tag:x|sample_rate=1=y|codec_name=evil\n";

    SoundInfo info = FfprobeReport.parse(text).info().orElseThrow();

    assertThat(info.codec()).isEqualTo("flac");
    assertThat(info.sampleRate()).isEqualTo(8000);
  }

  @Test
  void keepsABoundedNumberOfBoundedTags() {
    StringBuilder text = new StringBuilder("stream|codec_name=flac|sample_rate=8000|channels=1");
    for (int i = 0; i < 1000; i++) {
      text.append("|tag:k").append(i).append('=').append("v".repeat(2000));
    }

    SoundInfo info = FfprobeReport.parse(text.toString()).info().orElseThrow();

    assertThat(info.tags()).hasSize(64);
    assertThat(info.tags().get("k0")).hasSize(1024);
  }

  @Test
  void aStreamWithoutRateIsUnusable() {
    assertThat(FfprobeReport.parse("stream|codec_name=flac|sample_rate=0|channels=1\n").info())
        .isEmpty();
    assertThat(FfprobeReport.parse("").hasStream()).isFalse();
  }
}
