package io.nightjar.audio.spectrogram;

import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The content of {@code audio.json}: names are whole words, units stand in the names.
 *
 * @param durationSeconds decoded length: the truth, whatever the container or a tag claims
 * @param samples decoded samples of the mono sound
 * @param sampleRateHertz of the decoded sound, as recorded: nothing is resampled
 * @param channels of the recording; the sound is their mean
 * @param codec FFmpeg's name of it
 * @param container FFmpeg's name of it
 * @param claimedDurationSeconds what the container claims; absent if it claims nothing
 * @param rmsDbfs root mean square over the whole recording, relative to amplitude 1
 * @param peakDbfs greatest amplitude, relative to amplitude 1
 * @param replacedSamples samples that were no number or absurdly loud, and were replaced
 * @param recording what the recorder wrote about itself into tags; never to be trusted for identity
 * @param spectrogram how to read {@code spectrogram.npy}
 * @param end whether the recording is whole
 * @param tags all tags, as they stand in the file
 */
public record SoundMetadata(
    double durationSeconds,
    long samples,
    int sampleRateHertz,
    int channels,
    String codec,
    String container,
    OptionalDouble claimedDurationSeconds,
    double rmsDbfs,
    double peakDbfs,
    long replacedSamples,
    Recording recording,
    Columns spectrogram,
    End end,
    Map<String, String> tags) {

  public SoundMetadata {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /**
   * From the {@code mdta} tags that cameras and phones write; absent where a tag is missing or
   * makes no sense.
   *
   * @param recordedAt tag {@code recordingDateTime}, with the recorder's offset from UTC
   * @param claimedDurationSeconds tag {@code duration}, known to be wrong at times
   * @param latitudeDegrees −90…90
   * @param longitudeDegrees −180…180
   * @param altitudeMetres above sea level
   * @param accuracyMetres of latitude and longitude
   * @param deviceId as the recorder knows itself
   * @param originalSampleRateHertz before the recorder resampled
   */
  public record Recording(
      Optional<OffsetDateTime> recordedAt,
      OptionalDouble claimedDurationSeconds,
      OptionalDouble latitudeDegrees,
      OptionalDouble longitudeDegrees,
      OptionalDouble altitudeMetres,
      OptionalDouble accuracyMetres,
      Optional<String> deviceId,
      OptionalInt originalSampleRateHertz) {}

  /**
   * The spectrogram array: level in dB at {@code [bin, column]}; frequency is {@code bin ×
   * hertzPerBin}, time is {@code firstColumnSeconds + column × secondsPerColumn}.
   *
   * @param windowSamples length of the window
   * @param windowFunction its name
   * @param hopSamples between two spectra
   * @param spectraPerColumn how many neighbouring spectra were pooled by their mean power
   * @param columns second dimension
   * @param bins first dimension
   * @param firstColumnSeconds centre of column 0
   * @param secondsPerColumn between the centres of columns
   * @param hertzPerBin between the centres of bins
   * @param reference what 0 dB is
   */
  public record Columns(
      int windowSamples,
      String windowFunction,
      int hopSamples,
      int spectraPerColumn,
      int columns,
      int bins,
      double firstColumnSeconds,
      double secondsPerColumn,
      double hertzPerBin,
      String reference) {

    static Columns of(Spectrogram spectrogram) {
      return new Columns(
          spectrogram.parameters().window(),
          "blackman-harris",
          spectrogram.parameters().hop(),
          spectrogram.pool().pooled(),
          spectrogram.columns(),
          spectrogram.bins(),
          spectrogram.firstColumnSeconds(),
          spectrogram.secondsPerColumn(),
          spectrogram.hertzPerBin(),
          "0 dB = full-scale sine");
    }
  }

  /**
   * How the recording ended.
   *
   * @param code {@code complete}, {@code truncated} or {@code damaged}
   * @param description in words; if complete, what the file's header got wrong, or empty
   */
  public record End(String code, String description) {}
}
