package io.nightjar.thumbnail.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.file.CptvWriter;
import io.nightjar.cptv.file.WriterOptions;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.Region;
import io.nightjar.thumbnail.Told;
import io.nightjar.thumbnail.document.RecordingFacts;
import io.nightjar.thumbnail.document.TelemetryDocument;
import io.nightjar.thumbnail.document.TracksDocument;
import io.nightjar.thumbnail.frames.FramesUnreadableException;
import io.nightjar.thumbnail.frames.IndexedFrames;
import io.nightjar.thumbnail.frames.RecordingFile;
import io.nightjar.thumbnail.subject.Scene;
import io.nightjar.thumbnail.subject.Scene.Animal;
import io.nightjar.thumbnail.subject.Subject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThumbnailRendererTest {

  private final ThumbnailRenderer renderer =
      new ThumbnailRenderer(CptvLimits.DEFAULT, 4, Palette.INFERNO);
  private final Animal animal = new Animal(10, 50, 1.5, 14, 9, 150);

  @Test
  void rendersTheAnimalAtThreeSizes() throws IOException {
    byte[] recording = recording(new Scene(160, 120).with(animal), 160, 120, 60);

    var rendered = (ThumbnailOutcome.Rendered) render(recording);

    assertThat(rendered.pictures().subject().reason()).isEqualTo(Subject.Reason.WARM_MOVING);
    assertThat(rendered.pictures().thumbnails())
        .extracting(Thumbnail::name)
        .containsExactly(
            "thumbnail-64.png",
            "thumbnail-64.webp",
            "thumbnail-160.png",
            "thumbnail-160.webp",
            "thumbnail-320.png",
            "thumbnail-320.webp",
            "close-up-320.webp",
            "track-1-64.png",
            "track-1-64.webp",
            "track-1-160.png",
            "track-1-160.webp",
            "track-1-320.webp");
    BufferedImage small = read(rendered.pictures().thumbnails().get(0));
    BufferedImage large = read(rendered.pictures().thumbnails().get(4));
    assertThat(List.of(small.getWidth(), small.getHeight())).containsExactly(64, 48);
    assertThat(List.of(large.getWidth(), large.getHeight())).containsExactly(320, 240);

    Region box = animal.box(rendered.pictures().subject().frame());
    assertThat(luminance(large, 2 * box.x() + box.width(), 2 * box.y() + box.height()))
        .as("the animal's middle is bright, the ground dark")
        .isGreaterThan(180)
        .isGreaterThan(100 + luminance(large, 300, 20));
    assertThat(luminance(small, 32, 24)).isGreaterThan(180);
    assertThat(luminance(small, 2, 2)).isLessThan(100);
  }

  @Test
  void marksTheAnimalInTheLargePicture() throws IOException {
    Scene scene = new Scene(160, 120).noise(0).with(animal);
    var rendered = (ThumbnailOutcome.Rendered) render(recording(scene, 160, 120, 60));

    Region region = rendered.pictures().subject().region();
    BufferedImage large = read(rendered.pictures().thumbnails().get(4));

    assertThat(large.getRGB(2 * region.x() - 4, 2 * region.y() - 4)).isEqualTo(0xfffcffa4);
    assertThat(large.getRGB(2 * region.right() + 4, 2 * region.bottom() + 4)).isEqualTo(0xfffcffa4);
    assertThat(large.getRGB(2 * region.x() - 5, 2 * region.y() - 5)).isEqualTo(0xff000004);
  }

  @Test
  void showsTheWholePictureUnmarkedWhenNothingMoves() throws IOException {
    var rendered = (ThumbnailOutcome.Rendered) render(recording(new Scene(160, 120), 160, 120, 20));
    assertThat(rendered.pictures().subject().reason()).isEqualTo(Subject.Reason.NOTHING_MOVES);
    assertThat(rendered.pictures().subject().region()).isEqualTo(new Region(0, 0, 160, 120));
  }

  @ParameterizedTest
  @CsvSource({
    "120, 160, 48, 64, 240, 320",
    "1, 1, 64, 64, 320, 320",
    "1, 200, 1, 64, 2, 320",
    "300, 2, 64, 1, 320, 2",
    "640, 512, 64, 51, 320, 256"
  })
  void keepsTheAspectOfAnyFrame(int width, int height, int w64, int h64, int w320, int h320)
      throws IOException {
    byte[] recording = recording(new Scene(width, height), width, height, 4);
    var rendered = (ThumbnailOutcome.Rendered) render(recording);
    BufferedImage small = read(rendered.pictures().thumbnails().get(0));
    BufferedImage large = read(rendered.pictures().thumbnails().get(4));
    assertThat(List.of(small.getWidth(), small.getHeight())).containsExactly(w64, h64);
    assertThat(List.of(large.getWidth(), large.getHeight())).containsExactly(w320, h320);
  }

  @Test
  void theSameRecordingGivesTheSameBytes() throws IOException {
    byte[] recording = recording(new Scene(160, 120).with(animal), 160, 120, 30);
    List<Thumbnail> first = thumbnails(render(recording));
    List<Thumbnail> second = thumbnails(render(recording));

    assertThat(first).hasSameSizeAs(second);
    for (int i = 0; i < first.size(); i++) {
      assertThat(first.get(i).encode()).isEqualTo(second.get(i).encode());
    }
  }

  @Test
  void whatTheThermalStageTellsGivesTheSameBytesAsOnePass() throws Exception {
    byte[] recording = recording(new Scene(160, 120).with(animal), 160, 120, 200);
    Told told = Told.of(recording);
    List<Long> reserved = new ArrayList<>();

    ThumbnailOutcome outcome = renderer.render(known(recording, told), reserved::add);

    List<Thumbnail> first = thumbnails(render(recording));
    List<Thumbnail> second = thumbnails(outcome);
    assertThat(second).extracting(Thumbnail::name).isEqualTo(names(first));
    for (int i = 0; i < first.size(); i++) {
      assertThat(first.get(i).encode()).isEqualTo(second.get(i).encode());
    }
    assertThat(reserved).hasSize(1);
  }

  private static List<String> names(List<Thumbnail> thumbnails) {
    return thumbnails.stream().map(Thumbnail::name).toList();
  }

  private static KnownRecording known(byte[] recording, Told told) {
    RecordingFacts facts = told.facts();
    return new KnownRecording(
        facts.size(),
        facts.frames() - facts.backgroundFrames(),
        new RecordingEnd(facts.end().code(), facts.end().complete(), facts.end().description()),
        () ->
            TracksDocument.read(
                new ByteArrayInputStream(told.tracks()),
                facts,
                TelemetryDocument.read(new ByteArrayInputStream(told.telemetry()), facts)),
        new IndexedFrames(
            new Told.Bytes(recording),
            () -> new ByteArrayInputStream(told.index()),
            facts.size(),
            CptvLimits.DEFAULT,
            _ -> {}),
        0);
  }

  @Test
  void eachOfTwoAnimalsHasPicturesOfItsOwn() throws IOException {
    Animal other = new Animal(150, 90, -1.5, 8, 7, 100);
    Scene scene = new Scene(160, 120).with(animal).with(other);

    var rendered = (ThumbnailOutcome.Rendered) render(recording(scene, 160, 120, 60));

    ThumbnailOutcome.Pictures pictures = rendered.pictures();
    assertThat(pictures.tracks()).hasSize(2);
    assertThat(pictures.subject()).as("the larger one").isEqualTo(pictures.tracks().getFirst());
    assertThat(pictures.tracks().getFirst().region().y()).isBetween(45, 55);
    assertThat(pictures.tracks().getLast().region().y()).isBetween(85, 95);
    assertThat(names(pictures.thumbnails()))
        .hasSize(7 + 2 * 5)
        .doesNotHaveDuplicates()
        .endsWith("track-" + pictures.tracks().getLast().track().orElseThrow() + "-320.webp");
  }

  @Test
  void aCutRecordingGivesWhatItsFramesShow() throws IOException {
    byte[] recording = recording(new Scene(160, 120).with(animal), 160, 120, 60);

    ThumbnailOutcome outcome = render(Arrays.copyOf(recording, recording.length * 2 / 3));

    var partial = (ThumbnailOutcome.Partial) outcome;
    assertThat(partial.code()).startsWith("truncated-");
    assertThat(partial.pictures().subject().reason()).isEqualTo(Subject.Reason.WARM_MOVING);
    assertThat(partial.pictures().subject().frame()).isLessThan(45);
    assertThat(partial.pictures().thumbnails()).hasSize(7 + 5);
  }

  @Test
  void aRecordingWithoutFramesIsRejected() throws IOException {
    assertRejected(recording(new Scene(160, 120), 160, 120, 0), "no-frames");
  }

  @Test
  void aRecordingOfABackgroundFrameAloneIsRejected() throws IOException {
    Scene background = new Scene(160, 120).change(frame -> frame.setBackground(true));
    assertRejected(recording(background, 160, 120, 1), "no-frames");
  }

  @Test
  void whatIsNoRecordingIsRejectedWithTheCodecsCode() throws IOException {
    assertRejected(new byte[0], "empty");
    assertRejected("no recording".getBytes(StandardCharsets.UTF_8), "not-gzip");
  }

  @Test
  void aRecordingCutInItsFirstFrameIsRejectedWithTheCodecsCode() throws IOException {
    byte[] recording = recording(new Scene(160, 120), 160, 120, 1);
    assertRejected(Arrays.copyOf(recording, recording.length / 2), "truncated-in-frame");
  }

  @Test
  void aFailureOfTheStoreIsNotTheRecordingsFault() throws IOException {
    byte[] recording = recording(new Scene(160, 120), 160, 120, 9);
    var failure = new IOException("connection reset");
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw failure;
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            throw failure;
          }
        };
    InputStream startsWell =
        new SequenceInputStream(new ByteArrayInputStream(recording, 0, 20_000), broken);
    assertThatThrownBy(() -> renderOnce(startsWell, _ -> {}, _ -> {})).isSameAs(failure);
  }

  @Test
  void theSourceIsClosed() throws IOException {
    var source = new CloseableSource(recording(new Scene(8, 8), 8, 8, 2));

    assertThatThrownBy(() -> renderOnce(source, _ -> {}, _ -> {}))
        .as("there is nothing to read a second time")
        .isInstanceOf(IllegalStateException.class);
    assertThat(source.closed).isTrue();
  }

  @Test
  void tellsThePixelsOfEachFrame() throws IOException {
    List<Long> spent = new ArrayList<>();
    byte[] recording = recording(new Scene(160, 120), 160, 120, 3);

    render(recording, spent::add, _ -> {});

    assertThat(spent)
        .as("of all frames, then of those up to the one that is shown")
        .hasSizeBetween(4, 6)
        .containsOnly(19_200L);
  }

  @Test
  void whoIsToldOfTheWorkMayEndIt() throws IOException {
    var source = new CloseableSource(recording(new Scene(160, 120), 160, 120, 3));
    var stop = new CancellationException("the time is up");

    assertThatThrownBy(
            () ->
                renderOnce(
                    source,
                    _ -> {
                      throw stop;
                    },
                    _ -> {}))
        .isSameAs(stop);
    assertThat(source.closed).isTrue();
  }

  @Test
  void whoIsAskedForMemoryMayRefuseIt() throws IOException {
    var source = new CloseableSource(recording(new Scene(160, 120), 160, 120, 3));
    var refusal = new IllegalStateException("there is none");

    assertThatThrownBy(
            () ->
                renderOnce(
                    source,
                    _ -> {},
                    _ -> {
                      throw refusal;
                    }))
        .isSameAs(refusal);
    assertThat(source.closed).isTrue();
  }

  private static final class CloseableSource extends ByteArrayInputStream {
    private boolean closed;

    CloseableSource(byte[] bytes) {
      super(bytes);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private void assertRejected(byte[] recording, String code) throws IOException {
    assertThat(render(recording))
        .isInstanceOfSatisfying(
            ThumbnailOutcome.Rejected.class,
            rejected -> assertThat(rejected.code()).isEqualTo(code));
  }

  private ThumbnailOutcome render(byte[] recording) throws IOException {
    return render(recording, _ -> {}, _ -> {});
  }

  private ThumbnailOutcome render(byte[] recording, LongConsumer spent, LongConsumer reserve)
      throws IOException {
    return render(() -> new ByteArrayInputStream(recording), spent, reserve);
  }

  /** A source that can be opened once. */
  private ThumbnailOutcome renderOnce(
      InputStream recording, LongConsumer spent, LongConsumer reserve) throws IOException {
    Iterator<InputStream> once = List.of(recording, InputStream.nullInputStream()).iterator();
    return render(once::next, spent, reserve);
  }

  private ThumbnailOutcome render(RecordingFile file, LongConsumer spent, LongConsumer reserve)
      throws IOException {
    try {
      return renderer.render(file, new ThumbnailRenderer.Meter(spent, reserve));
    } catch (FramesUnreadableException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Thumbnail> thumbnails(ThumbnailOutcome outcome) {
    return ((ThumbnailOutcome.Rendered) outcome).pictures().thumbnails();
  }

  private static byte[] recording(Scene scene, int width, int height, int frames)
      throws IOException {
    var out = new ByteArrayOutputStream();
    Header header = Header.builder(width, height).build();
    try (CptvWriter writer = CptvWriter.create(out, header, WriterOptions.GO)) {
      for (int i = 0; i < frames; i++) {
        writer.write(scene.frame(i));
      }
    }
    return out.toByteArray();
  }

  private static BufferedImage read(Thumbnail thumbnail) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(thumbnail.encode()));
  }

  /** Rec. 709 luminance of a pixel's stored values, 0 … 255. */
  private static double luminance(BufferedImage image, int x, int y) {
    int rgb = image.getRGB(x, y);
    return 0.2126 * (rgb >> 16 & 255) + 0.7152 * (rgb >> 8 & 255) + 0.0722 * (rgb & 255);
  }
}
