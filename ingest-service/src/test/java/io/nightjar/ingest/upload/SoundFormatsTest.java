package io.nightjar.ingest.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.media.FfmpegInstallation;
import io.nightjar.media.ProbeOutcome;
import io.nightjar.media.SoundDecoder;
import io.nightjar.media.SoundLimits;
import io.nightjar.pipeline.recording.MediaKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What ingest takes for sound is what the sound decoder reads, format by format. */
@Tag("process")
class SoundFormatsTest {

  @TempDir Path folder;

  /**
   * A file that FFmpeg makes.
   *
   * @param muxer FFmpeg's name of the container
   * @param options FFmpeg's, for the sound in it
   * @param format what it is told as
   */
  record Case(String muxer, String options, MediaFormat format) {}

  static List<Case> cases() {
    return List.of(
        new Case("wav", "-c:a pcm_s16le", MediaFormat.WAV),
        new Case("wav", "-c:a pcm_s16le -rf64 always", MediaFormat.WAV),
        new Case("w64", "-c:a pcm_s16le", MediaFormat.WAVE64),
        new Case("aiff", "-c:a pcm_s16be", MediaFormat.AIFF),
        new Case("aiff", "-c:a pcm_s16le", MediaFormat.AIFF),
        new Case("au", "-c:a pcm_s16be", MediaFormat.AU),
        new Case("caf", "-c:a pcm_s16be", MediaFormat.CAF),
        new Case("flac", "-c:a flac", MediaFormat.FLAC),
        new Case("ogg", "-c:a flac", MediaFormat.OGG),
        new Case("ogg", "-c:a libopus", MediaFormat.OGG),
        new Case("mp3", "-c:a libmp3lame", MediaFormat.MP3),
        new Case("mp3", "-c:a libmp3lame -id3v2_version 0 -write_xing 0", MediaFormat.MP3),
        new Case("mp2", "-c:a mp2 -ar 16000", MediaFormat.MP3),
        new Case("adts", "-c:a aac", MediaFormat.AAC),
        new Case("amr", "-c:a libopencore_amrnb", MediaFormat.AMR),
        new Case("amr", "-c:a libvo_amrwbenc -ar 16000", MediaFormat.AMR_WB),
        new Case("mp4", "-c:a aac", MediaFormat.MP4),
        new Case("mp4", "-c:a aac -movflags +faststart", MediaFormat.MP4),
        new Case("mov", "-c:a pcm_s16le", MediaFormat.MP4),
        new Case("3gp", "-c:a libopencore_amrnb", MediaFormat.MP4),
        new Case("matroska", "-c:a flac", MediaFormat.MATROSKA),
        new Case("webm", "-c:a libopus", MediaFormat.WEBM));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isToldAndDecoded(Case known) throws Exception {
    FfmpegInstallation ffmpeg = FfmpegInstallation.bundled();
    Path file = encode(ffmpeg, known);

    ProbeOutcome probed = new SoundDecoder(ffmpeg, SoundLimits.DEFAULT).probe(file);

    assertThat(MediaSniffer.sniff(head(file))).contains(known.format());
    assertThat(probed).isInstanceOf(ProbeOutcome.Sound.class);
  }

  @Test
  void noFormatIsLeftOut() {
    Stream<MediaFormat> tried = cases().stream().map(Case::format);

    assertThat(
            Arrays.stream(MediaFormat.values())
                .filter(f -> f.isKnown() && f.kind() == MediaKind.AUDIO))
        .allMatch(tried.toList()::contains);
  }

  private Path encode(FfmpegInstallation ffmpeg, Case known)
      throws IOException, InterruptedException {
    Path wav = Files.write(folder.resolve("source"), wav());
    Path file = folder.resolve("file");
    List<String> command = new ArrayList<>(List.of(ffmpeg.ffmpeg().toString(), "-hide_banner"));
    command.addAll(List.of("-nostdin", "-v", "error", "-i", "file:" + wav));
    command.addAll(List.of(known.options().split(" ")));
    command.addAll(List.of("-f", known.muxer(), "file:" + file));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().clear();
    if (!ffmpeg.libraryPathVariable().isEmpty()) {
      builder.environment().put(ffmpeg.libraryPathVariable(), ffmpeg.folder().toString());
    }
    assertThat(builder.start().waitFor()).as("FFmpeg's exit code").isZero();
    return file;
  }

  private static byte[] head(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return Arrays.copyOf(bytes, Math.min(bytes.length, MediaSniffer.HEAD));
  }

  /** Half a second of 8 kHz, a tone of 500 Hz. */
  private static byte[] wav() {
    int samples = 4000;
    ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(8000).putInt(16_000);
    wav.putShort((short) 2).putShort((short) 16);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples);
    for (int i = 0; i < samples; i++) {
      wav.putShort((short) (8000 * Math.sin(2 * Math.PI * i / 16)));
    }
    return wav.array();
  }
}
