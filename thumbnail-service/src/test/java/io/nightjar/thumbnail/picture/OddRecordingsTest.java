package io.nightjar.thumbnail.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.imaging.Palette;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Every small odd or damaged file of the repository has thumbnails if it has a frame to show. */
class OddRecordingsTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("nightjar.root", ".."), "fixtures/odd").normalize();

  private static final Set<String> COMPLETE = Set.of("clean", "trailing-garbage");

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(files = "../fixtures/odd/expected.csv", numLinesToSkip = 1)
  void thereAreThumbnailsIfThereIsAFrame(ArgumentsAccessor row) throws Exception {
    Path file = FOLDER.resolve(String.valueOf(row.getString(0)));

    ThumbnailOutcome outcome =
        new ThumbnailRenderer(CptvLimits.DEFAULT, 4, Palette.INFERNO)
            .render(
                () -> Files.newInputStream(file), new ThumbnailRenderer.Meter(_ -> {}, _ -> {}));

    String end = String.valueOf(row.getString(1));
    int frames = shown(row);
    switch (outcome) {
      case ThumbnailOutcome.Rendered rendered -> {
        assertThat(COMPLETE).contains(end);
        assertThat(rendered.pictures().subject().frame()).isLessThan(frames);
        assertThat(rendered.pictures().thumbnails()).hasSizeGreaterThanOrEqualTo(3);
      }
      case ThumbnailOutcome.Partial partial -> {
        assertThat(partial.code()).isEqualTo(end);
        assertThat(COMPLETE).doesNotContain(end);
        assertThat(partial.pictures().subject().frame()).isLessThan(frames);
        assertThat(partial.pictures().thumbnails()).hasSizeGreaterThanOrEqualTo(3);
      }
      case ThumbnailOutcome.Rejected rejected -> {
        assertThat(frames).isZero();
        assertThat(rejected.code()).isEqualTo(end.equals("clean") ? "no-frames" : end);
      }
    }
  }

  /** Frames that are no background; none of a file that is refused. */
  private static int shown(ArgumentsAccessor row) {
    int all = Optional.ofNullable(row.getInteger(2)).orElse(0);
    return all - Optional.ofNullable(row.getInteger(3)).orElse(0);
  }
}
