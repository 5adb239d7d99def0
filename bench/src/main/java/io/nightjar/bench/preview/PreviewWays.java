package io.nightjar.bench.preview;

import io.nightjar.cptv.Frame;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.imaging.Levels;
import io.nightjar.media.FfmpegInstallation;
import io.nightjar.media.ProcessLimits;
import io.nightjar.media.VideoEncoder;
import io.nightjar.media.VideoFormat;
import io.nightjar.media.VideoFrames;
import io.nightjar.thermal.preview.video.Encoding;
import io.nightjar.thermal.preview.video.PreviewFacts;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The ways that are compared, over one recording in memory. */
final class PreviewWays {
  private static final int BUFFER = 1 << 20;

  private final FfmpegInstallation ffmpeg;
  private final VideoEncoder encoder;
  private final byte[] recording;
  private final Path raw;
  private final Path mp4;
  private final Previews previews;
  private final PreviewFacts facts;

  /**
   * Makes the preview once, and keeps its pictures.
   *
   * @param scratch an empty folder; the pictures of a minute take 124 MB
   * @throws IOException if the recording has no preview
   */
  PreviewWays(byte[] recording, Path scratch) throws IOException {
    this.ffmpeg = FfmpegInstallation.bundled();
    this.encoder = new VideoEncoder(ffmpeg, ProcessLimits.DEFAULT);
    this.recording = recording;
    this.raw = scratch.resolve("pictures.rgb");
    this.mp4 = scratch.resolve("preview.mp4");
    this.previews = new Previews(() -> new ByteArrayInputStream(recording), recording.length, mp4);
    this.facts = render(encoder::encodeMp4, Optional.empty());
    render(this::keep, Optional.of(facts.levels()));
  }

  /** What the preview is. */
  PreviewFacts facts() {
    return facts;
  }

  /** The bare decoding. */
  void decode() throws Exception {
    try (CptvReader reader = CptvReader.open(new ByteArrayInputStream(recording))) {
      Frame frame = reader.newFrame();
      while (reader.read(frame)) {}
    }
  }

  /** Decoding and drawing, without an encoder. */
  void draw() throws IOException {
    render(
        (format, _, frames, _) -> {
          byte[] rgb = picture(format);
          while (frames.next(rgb)) {}
        },
        Optional.of(facts.levels()));
  }

  /** The encoder alone, which reads the pictures from a file. */
  void encode() throws Exception {
    VideoFormat format =
        new VideoFormat(
            facts.size().width(),
            facts.size().height(),
            facts.framesPerSecond(),
            facts.quantiser());
    ProcessBuilder builder = new ProcessBuilder(encoder.command(format, mp4));
    builder.environment().clear();
    builder.environment().putAll(ffmpeg.environment());
    Process process =
        builder
            .redirectInput(raw.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("FFmpeg failed");
    }
  }

  /** The preview of a recording whose contrast is known. */
  void preview() throws IOException {
    render(encoder::encodeMp4, Optional.of(facts.levels()));
  }

  /** The preview of one whose contrast is found first. */
  void previewAndContrast() throws IOException {
    render(encoder::encodeMp4, Optional.empty());
  }

  private void keep(VideoFormat format, long mostFrames, VideoFrames frames, Path unused)
      throws IOException {
    byte[] rgb = picture(format);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(raw), BUFFER)) {
      while (frames.next(rgb)) {
        out.write(rgb);
      }
    }
  }

  private static byte[] picture(VideoFormat format) {
    return new byte[3 * format.width() * format.height()];
  }

  private PreviewFacts render(Encoding encoding, Optional<Levels> levels) throws IOException {
    return previews.render(encoding, levels, _ -> {});
  }
}
