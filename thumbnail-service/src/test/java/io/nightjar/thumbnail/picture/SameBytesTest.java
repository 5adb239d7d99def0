package io.nightjar.thumbnail.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.fixtures.MotionScene;
import io.nightjar.imaging.Palette;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Isolated;

/** The files of a recording are the same wherever, and beside whatever, they are made. */
@Isolated
@TestInstance(Lifecycle.PER_CLASS)
class SameBytesTest {
  private byte[] recording = {};
  private List<String> usual = List.of();

  @BeforeAll
  void renderOnce() throws Exception {
    recording = EmptyScenesTest.recording(new MotionScene(MotionScene.Kind.ONE, 1));
    usual = files();
    assertThat(usual).as("names and contents, of PNG and WebP").hasSizeGreaterThan(10);
  }

  /** All tests run under Bengali digits and the time of the Chatham Islands. */
  @Test
  void inAnotherLocaleAndZone() throws Exception {
    try {
      Locale.setDefault(Locale.US);
      TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
      assertThat(files()).isEqualTo(usual);
    } finally {
      Locale.setDefault(
          Locale.of(System.getProperty("user.language"), System.getProperty("user.country", "")));
      TimeZone.setDefault(null); // that of the start
    }
  }

  @Test
  void besideOtherWorks() throws Exception {
    Callable<List<String>> work = this::files;
    try (ExecutorService workers = Executors.newFixedThreadPool(6)) {
      List<Future<List<String>>> all =
          workers.invokeAll(List.of(work, work, work, work, work, work));
      for (Future<List<String>> one : all) {
        assertThat(one.get()).isEqualTo(usual);
      }
    }
  }

  /** Names and contents. */
  private List<String> files() throws Exception {
    ThumbnailOutcome outcome =
        new ThumbnailRenderer(CptvLimits.DEFAULT, 4, Palette.INFERNO)
            .render(
                () -> new ByteArrayInputStream(recording),
                new ThumbnailRenderer.Meter(_ -> {}, _ -> {}));
    List<String> files = new ArrayList<>();
    for (Thumbnail thumbnail : ((ThumbnailOutcome.Rendered) outcome).pictures().thumbnails()) {
      files.add(thumbnail.name() + " " + HexFormat.of().formatHex(thumbnail.encode()));
    }
    return files;
  }
}
