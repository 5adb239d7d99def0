package io.nightjar.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What recorders, phones and programs write, encoded by FFmpeg's encoders: the decoded sound is the
 * one that went in, at its rate, its time, its frequency and its level.
 */
@Tag("process")
class CommonFormatsTest extends DecodingTest {

  private static final int RATE = 48_000;
  private static final int SECONDS = 2;
  private static final int HERTZ = 2_000;
  private static final double AMPLITUDE = 0.25;
  private static final double BEGIN = 0.5;
  private static final double END = 1.0;

  /** The bits of an AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1) behind those of AAC-LC. */
  private static final byte[] NO_BANDWIDTH_EXTENSION = {0x56, (byte) 0xe5, 0};

  /** The same sync word and object type (5), and a flag that it is there, with 48 kHz. */
  private static final byte[] BANDWIDTH_EXTENSION = {0x56, (byte) 0xe5, (byte) 0x98};

  @ParameterizedTest
  @CsvSource({
    "mp4,      -c:a aac,                         aac,       48000",
    "mp4,      -c:a aac -movflags +faststart,    aac,       48000",
    "ipod,     -c:a alac,                        alac,      48000",
    "ipod,     -c:a alac -sample_fmt s32p,       alac,      48000",
    "adts,     -c:a aac,                         aac,       48000",
    "mp3,      -c:a libmp3lame,                  mp3,       48000",
    "flac,     -c:a flac,                        flac,      48000",
    "flac,     -c:a flac -sample_fmt s32,        flac,      48000",
    "ogg,      -c:a libopus,                     opus,      48000",
    "ogg,      -c:a vorbis -strict -2 -af pan=stereo|c0=c0|c1=c0,     vorbis,    48000",
    "ogg,      -c:a flac,                        flac,      48000",
    "webm,     -c:a libopus,                     opus,      48000",
    "webm,     -c:a vorbis -strict -2 -af pan=stereo|c0=c0|c1=c0,     vorbis,    48000",
    "matroska, -c:a flac,                        flac,      48000",
    "wav,      -c:a pcm_u8,                      pcm_u8,    48000",
    "wav,      -c:a pcm_s16le,                   pcm_s16le, 48000",
    "wav,      -c:a pcm_s24le,                   pcm_s24le, 48000",
    "wav,      -c:a pcm_s32le,                   pcm_s32le, 48000",
    "wav,      -c:a pcm_f32le,                   pcm_f32le, 48000",
    "wav,      -c:a pcm_f64le,                   pcm_f64le, 48000",
    "wav,      -c:a pcm_s16le -rf64 always,      pcm_s16le, 48000",
    "wav,      -c:a pcm_s16le -write_bext 1,     pcm_s16le, 48000",
    "w64,      -c:a pcm_s16le,                   pcm_s16le, 48000",
    "w64,      -c:a pcm_s24le,                   pcm_s24le, 48000",
    "wav,      -c:a adpcm_ima_wav,               adpcm_ima_wav, 48000",
    "wav,      -c:a adpcm_ms,                    adpcm_ms,  48000",
    "wav,      -c:a pcm_mulaw,                   pcm_mulaw, 48000",
    "aiff,     -c:a pcm_s24be,                   pcm_s24be, 48000",
    "caf,      -c:a alac,                        alac,      48000",
  })
  void decodesToTheSoundThatWentIn(String muxer, String options, String codec, int rate)
      throws Exception {
    Path file = encoded(muxer, options);

    DecodeOutcome outcome = decoder.decode(file, sink);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            DecodeOutcome.Decoded.class,
            decoded -> assertThat(decoded.info().codec()).isEqualTo(codec));
    assertTone(rate);
  }

  /**
   * HE-AAC without data of its upper bands, which the format allows: the rate is doubled, and they
   * are silent. Files with such data are decoded in {@link HighEfficiencyAacTest}.
   */
  @Test
  void decodesHighEfficiencyAacAtTheRateOfItsUpperBands() throws Exception {
    Path file = encoded("ipod", "-c:a aac -ar 24000");
    byte[] bytes = Files.readAllBytes(file);
    int at = indexOf(bytes, NO_BANDWIDTH_EXTENSION);
    System.arraycopy(BANDWIDTH_EXTENSION, 0, bytes, at, BANDWIDTH_EXTENSION.length);
    Files.write(file, bytes);

    DecodeOutcome outcome = decoder.decode(file, sink);

    assertThat(outcome).isInstanceOf(DecodeOutcome.Decoded.class);
    assertTone(48_000);
  }

  /** Recorders write the index last: one whose battery died leaves none. */
  @Test
  void saysOfAnMp4FileWithoutItsIndexThatItIsMissing() throws Exception {
    Path file = encoded("mp4", "-c:a aac");
    byte[] bytes = Files.readAllBytes(file);
    int index = indexOf(bytes, "moov".getBytes(StandardCharsets.US_ASCII)) - 4;
    Files.write(file, Arrays.copyOf(bytes, index));

    DecodeOutcome outcome = decoder.decode(file, sink);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            DecodeOutcome.Rejected.class,
            rejected -> {
              assertThat(rejected.fault()).isEqualTo(SoundFault.NOT_DECODABLE);
              assertThat(rejected.reason()).contains("index");
            });
  }

  /** It is already being decoded while the limits are checked. */
  @ParameterizedTest
  @CsvSource({"mp4, -c:a aac", "flac, -c:a flac", "ogg, -c:a libopus"})
  void nothingIsHandedOnOfWhatTheLimitsRefuse(String muxer, String options) throws Exception {
    Path stereo = encoded(muxer, options + " -ac 2");
    SoundLimits usual = SoundLimits.DEFAULT;
    SoundLimits mono =
        new SoundLimits(
            usual.longest(),
            1,
            usual.lowestSampleRate(),
            usual.highestSampleRate(),
            usual.process());

    DecodeOutcome outcome = new SoundDecoder(ffmpeg, mono).decode(stereo, sink);

    assertThat(outcome)
        .isEqualTo(
            new DecodeOutcome.Rejected(
                SoundFault.TOO_MANY_CHANNELS, "2 channels, at most 1 are allowed"));
    assertThat(sink.samples).isEmpty();
  }

  private void assertTone(int rate) {
    assertThat(sink.sampleRate).isEqualTo(rate);
    float[] sound = new float[sink.samples.length / sink.channels];
    for (int i = 0; i < sound.length; i++) {
      sound[i] = sink.samples[i * sink.channels];
    }
    assertThat((double) sound.length / rate).isCloseTo(SECONDS, within(0.11));
    // Encoders put some of their blocks in front, up to a twentieth of a second.
    int from = (int) ((BEGIN + 0.1) * rate);
    int to = (int) ((END - 0.05) * rate);
    assertThat(rms(sound, from, to)).isCloseTo(AMPLITUDE / Math.sqrt(2), within(0.015));
    assertThat(rms(sound, 0, (int) ((BEGIN - 0.1) * rate))).isLessThan(0.01);
    assertThat(rms(sound, (int) ((END + 0.1) * rate), (int) ((SECONDS - 0.1) * rate)))
        .isLessThan(0.01);
    int risings = 0;
    for (int i = from; i < to; i++) {
      risings += sound[i - 1] < 0 && sound[i] >= 0 ? 1 : 0;
    }
    assertThat(risings * (double) rate / (to - from)).isCloseTo(HERTZ, within(0.01 * HERTZ));
  }

  private static double rms(float[] sound, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += sound[i] * sound[i];
    }
    return Math.sqrt(sum / (to - from));
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = text.indexOf(new String(part, StandardCharsets.ISO_8859_1));
    assertThat(at).isNotNegative();
    return at;
  }

  private Path encoded(String muxer, String options) throws Exception {
    short[] tone = new short[SECONDS * RATE];
    for (int i = (int) (BEGIN * RATE); i < END * RATE; i++) {
      tone[i] = (short) Math.round(32_768 * AMPLITUDE * Math.sin(2 * Math.PI * HERTZ * i / RATE));
    }
    Path wav = Files.write(folder.resolve("source.wav"), Wav.pcm16(RATE, 1, tone));
    Path file = folder.resolve("encoded");
    List<String> command = new ArrayList<>(List.of(ffmpeg.ffmpeg().toString(), "-hide_banner"));
    command.addAll(List.of("-nostdin", "-y", "-v", "error", "-i", "file:" + wav));
    command.addAll(List.of(options.split(" +")));
    command.addAll(List.of("-f", muxer, "file:" + file));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().clear();
    builder.environment().putAll(ffmpeg.environment());
    assertThat(builder.start().waitFor()).as("FFmpeg's exit code").isZero();
    return file;
  }
}
