package io.nightjar.thumbnail.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.file.CptvWriter;
import io.nightjar.cptv.file.WriterOptions;
import io.nightjar.cptv.index.RangeSource;
import io.nightjar.fixtures.MotionScene;
import io.nightjar.imaging.Palette;
import io.nightjar.pipeline.store.ObjectPieces;
import io.nightjar.thumbnail.Told;
import io.nightjar.thumbnail.document.TelemetryDocument;
import io.nightjar.thumbnail.document.TracksDocument;
import io.nightjar.thumbnail.frames.IndexedFrames;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Of a recording of ten minutes, little is fetched. */
class BytesReadTest {
  private static final int FRAMES = 5_400;

  @Test
  void atMostATenthOfTenMinutesIsFetched() throws Exception {
    byte[] recording = tenMinutes();
    Told told = Told.of(recording);
    CountedObject object = new CountedObject(recording);
    var frames =
        new IndexedFrames(
            object,
            () -> object.counted(told.index()),
            told.facts().size(),
            CptvLimits.DEFAULT,
            _ -> {});
    var known =
        new KnownRecording(
            told.facts().size(),
            FRAMES,
            new RecordingEnd("clean", true, ""),
            () ->
                TracksDocument.read(
                    object.counted(told.tracks()),
                    told.facts(),
                    TelemetryDocument.read(object.counted(told.telemetry()), told.facts())),
            frames,
            0);

    ThumbnailOutcome outcome =
        new ThumbnailRenderer(CptvLimits.DEFAULT, 4, Palette.INFERNO).render(known, _ -> {});

    assertThat(outcome).isInstanceOf(ThumbnailOutcome.Rendered.class);
    assertThat(((ThumbnailOutcome.Rendered) outcome).pictures().tracks()).isNotEmpty();
    String parts =
        String.format(
            Locale.ROOT,
            "of %d bytes; index %d, telemetry %d, tracks %d",
            recording.length,
            told.index().length,
            told.telemetry().length,
            told.tracks().length);
    assertThat(object.served).as(parts).isLessThanOrEqualTo(recording.length / 10);
  }

  /** A night in which one animal walks by, then nothing does. */
  private static byte[] tenMinutes() throws IOException {
    MotionScene scene = new MotionScene(MotionScene.Kind.ONE, 1);
    Frame frame = new Frame(scene.width(), scene.height());
    var out = new ByteArrayOutputStream();
    Header header = Header.builder(scene.width(), scene.height()).build();
    try (CptvWriter writer = CptvWriter.create(out, header, WriterOptions.GO.withLevel(1))) {
      for (int i = 0; i < FRAMES; i++) {
        if (!scene.next(frame.pixels())) {
          scene.next(frame.pixels()); // it goes on without the animal
        }
        frame.setTimeOnMillis(200_000 + 111L * i).setLastFfcMillis(100_000);
        writer.write(frame);
      }
    }
    return out.toByteArray();
  }

  /** What a store serves of an object and of those beside it. */
  private static final class CountedObject implements RangeSource {
    private final byte[] bytes;
    private long served;

    CountedObject(byte[] bytes) {
      this.bytes = bytes;
    }

    InputStream counted(byte[] whole) {
      served += whole.length;
      return new ByteArrayInputStream(whole);
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public InputStream from(long offset) {
      return new ObjectPieces(
          (from, length) -> {
            served += length;
            return new ByteArrayInputStream(bytes, (int) from, (int) length);
          },
          bytes.length,
          offset);
    }
  }
}
