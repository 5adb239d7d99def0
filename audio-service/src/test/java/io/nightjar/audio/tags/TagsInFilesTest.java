package io.nightjar.audio.tags;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.media.FfmpegInstallation;
import io.nightjar.media.ProbeOutcome;
import io.nightjar.media.SoundDecoder;
import io.nightjar.media.SoundLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the bytes of a file to the named fields, whichever way it keeps its tags. */
@Tag("process")
class TagsInFilesTest {
  private static final Instant RECEIVED = Instant.parse("2026-02-01T00:00:00Z");
  private static final OffsetDateTime RECORDED = OffsetDateTime.parse("2024-10-02T14:47:11+13:00");

  @TempDir Path folder;

  /** Frames after "ID3 tag version 2.4.0 – Native Frames": TDRC, TXXX; sizes with 7 bits a byte. */
  @Test
  void readsId3BeforeMp3() throws Exception {
    byte[] mp3 = Files.readAllBytes(encoded("mp3", "-c:a libmp3lame -id3v2_version 0"));
    Path file = Files.write(folder.resolve("x"), join(id3(), mp3));

    RecorderTags tags = read(file);

    assertThat(tags.claims().recordedAt()).contains(RECORDED);
    assertThat(tags.claims().latitudeDegrees()).isEqualTo(OptionalDouble.of(-43.5));
    assertThat(tags.claims().deviceId()).contains("42");
    assertThat(tags.claims().batteryPercent()).isEqualTo(OptionalDouble.of(87));
  }

  /** A block of comments by hand (Xiph.org, "Ogg Vorbis I format specification", 5.2) in FLAC. */
  @Test
  void readsVorbisCommentsOfFlac() throws Exception {
    byte[] flac = Files.readAllBytes(encoded("flac", "-c:a flac"));
    byte[] comments =
        comments(
            "date=2024-10-02T14:47:11+13:00", "LATITUDE=-43.5", "deviceid=42", "batteryLevel=87");
    ByteBuffer block = ByteBuffer.allocate(4 + comments.length);
    block.putInt(4 << 24 | comments.length).put(comments);
    // Behind STREAMINFO, which comes first: four bytes of magic, four of header, 34 of it.
    int streamInfo = 4 + 4 + 34;
    byte[] head = Arrays.copyOf(flac, streamInfo);
    byte[] rest = Arrays.copyOfRange(flac, streamInfo, flac.length);
    Path file = Files.write(folder.resolve("x"), join(head, block.array(), rest));

    RecorderTags tags = read(file);

    assertThat(tags.claims().recordedAt()).contains(RECORDED);
    assertThat(tags.claims().latitudeDegrees()).isEqualTo(OptionalDouble.of(-43.5));
    assertThat(tags.claims().deviceId()).contains("42");
    assertThat(tags.claims().batteryPercent()).isEqualTo(OptionalDouble.of(87));
  }

  /** Written by FFmpeg, as Vorbis comments, Matroska tags, and {@code mdta} keys of MP4. */
  @ParameterizedTest
  @CsvSource({
    "ogg,  -c:a libopus, date",
    "ogg,  -c:a vorbis -strict -2 -ac 2, date",
    "webm, -c:a libopus, date",
    "mp4,  -c:a aac -movflags use_metadata_tags, recordingDateTime",
    "mov,  -c:a pcm_s16le -movflags use_metadata_tags, com.apple.quicktime.creationdate",
  })
  void readsTagsOfOtherContainers(String muxer, String options, String key) throws Exception {
    Path file =
        encoded(
            muxer,
            options
                + " -metadata latitude=-43.5 -metadata deviceId=42 -metadata "
                + key
                + "=2024-10-02T14:47:11+13:00");

    RecorderTags tags = read(file);

    assertThat(tags.claims().recordedAt()).contains(RECORDED);
    assertThat(tags.claims().latitudeDegrees()).isEqualTo(OptionalDouble.of(-43.5));
    assertThat(tags.claims().deviceId()).contains("42");
  }

  private static RecorderTags read(Path file) throws IOException {
    SoundDecoder decoder = new SoundDecoder(FfmpegInstallation.bundled(), SoundLimits.DEFAULT);
    ProbeOutcome.Sound sound = (ProbeOutcome.Sound) decoder.probe(file);
    return RecorderTags.read(sound.info(), WaveTags.read(file), RECEIVED);
  }

  private static byte[] id3() {
    byte[] frames =
        join(
            frame("TDRC", "2024-10-02T14:47:11+13:00"),
            frame("TXXX", "latitude\0-43.5"),
            frame("TXXX", "deviceId\00042"),
            frame("TXXX", "batteryLevel\00087"));
    ByteBuffer tag = ByteBuffer.allocate(10 + frames.length);
    tag.put(new byte[] {'I', 'D', '3', 4, 0, 0}).put(sevenBits(frames.length)).put(frames);
    return tag.array();
  }

  /** Text in UTF-8, which is encoding 3. */
  private static byte[] frame(String id, String text) {
    byte[] letters = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(11 + letters.length);
    frame.put(id.getBytes(StandardCharsets.US_ASCII)).put(sevenBits(1 + letters.length));
    return frame.putShort((short) 0).put((byte) 3).put(letters).array();
  }

  private static byte[] sevenBits(int size) {
    return new byte[] {
      (byte) (size >> 21 & 0x7f),
      (byte) (size >> 14 & 0x7f),
      (byte) (size >> 7 & 0x7f),
      (byte) (size & 0x7f)
    };
  }

  private static byte[] comments(String... comments) {
    ByteBuffer block = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
    block.putInt(1).put((byte) 'x').putInt(comments.length);
    for (String comment : comments) {
      byte[] letters = comment.getBytes(StandardCharsets.UTF_8);
      block.putInt(letters.length).put(letters);
    }
    return Arrays.copyOf(block.array(), block.position());
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** A second of silence at 48 kHz, of FFmpeg's encoder. */
  private Path encoded(String muxer, String options) throws Exception {
    FfmpegInstallation ffmpeg = FfmpegInstallation.bundled();
    Path file = folder.resolve("encoded");
    Path silence = Files.write(folder.resolve("silence"), new byte[2 * 48_000]);
    List<String> command = new ArrayList<>(List.of(ffmpeg.ffmpeg().toString(), "-hide_banner"));
    command.addAll(List.of("-nostdin", "-y", "-v", "error", "-f", "s16le", "-ar", "48000"));
    command.addAll(List.of("-i", "file:" + silence));
    command.addAll(List.of(options.split(" +")));
    command.addAll(List.of("-fflags", "+bitexact", "-f", muxer, "file:" + file));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().clear();
    builder.environment().putAll(ffmpeg.environment());
    assertThat(builder.start().waitFor()).as("FFmpeg's exit code").isZero();
    return file;
  }
}
