package io.nightjar.audio.spectrogram;

import io.nightjar.audio.activity.SoundActivity;
import io.nightjar.audio.tags.Finding;
import io.nightjar.audio.tags.RecorderClaims;
import io.nightjar.audio.thumbnail.ThumbnailFacts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The content of {@code audio.json}: names are whole words, units stand in the names. Times and
 * frequencies are those of life: of a recording that plays slower, as bat detectors' do, they
 * differ from those of the file by {@code timeExpansion}.
 *
 * @param durationSeconds decoded length: the truth, whatever the container or a tag claims
 * @param samples decoded samples of each channel
 * @param sampleRateHertz of the microphone: that of the file times {@code timeExpansion}; nothing
 *     is resampled
 * @param fileSampleRateHertz of the decoded sound as it plays
 * @param timeExpansion how many times slower than life the sound plays; 1 if at its own pace
 * @param channels of the recording
 * @param codec FFmpeg's name of it
 * @param container FFmpeg's name of it
 * @param claimedDurationSeconds what the container claims, as it plays; absent if it claims nothing
 * @param rmsDbfs root mean square over the whole recording and all channels, relative to amplitude
 *     1
 * @param peakDbfs greatest amplitude of all channels, relative to amplitude 1
 * @param channelLevels of each channel
 * @param replacedSamples samples that were no number or absurdly loud, and were replaced
 * @param recording what the recorder wrote about itself into tags; never to be trusted for identity
 * @param spectrogram how to read {@code spectrogram.npy}
 * @param activity how lively it is, and where
 * @param thumbnail what its thumbnails show
 * @param end how the recording ended
 * @param findings what is odd about it
 * @param tags all tags, as they stand in the file
 */
public record SoundMetadata(
    double durationSeconds,
    long samples,
    int sampleRateHertz,
    int fileSampleRateHertz,
    double timeExpansion,
    int channels,
    String codec,
    String container,
    OptionalDouble claimedDurationSeconds,
    double rmsDbfs,
    double peakDbfs,
    List<ChannelLevel> channelLevels,
    long replacedSamples,
    RecorderClaims recording,
    Columns spectrogram,
    SoundActivity activity,
    ThumbnailFacts thumbnail,
    End end,
    List<Finding> findings,
    Map<String, String> tags) {

  public SoundMetadata {
    channelLevels = List.copyOf(channelLevels);
    findings = List.copyOf(findings);
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /**
   * The level of one channel.
   *
   * @param rmsDbfs root mean square, relative to amplitude 1, its offset included
   * @param peakDbfs greatest amplitude, relative to amplitude 1
   * @param offset mean of its samples, as a share of full scale, −1…1: that of a good microphone is
   *     next to 0
   */
  public record ChannelLevel(double rmsDbfs, double peakDbfs, double offset) {}

  /**
   * The spectrogram array: level in dB at {@code [bin, column]}, of several channels that of their
   * mean power; frequency is {@code bin × hertzPerBin}, time is {@code firstColumnSeconds + column
   * × secondsPerColumn}.
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
   * How the recording ended, in the words of a thermal one's {@code metadata.json}.
   *
   * @param code {@code clean}, {@code truncated} or {@code damaged}
   * @param complete whether all of the sound was decoded
   * @param description for people
   */
  public record End(String code, boolean complete, String description) {
    static final End CLEAN = new End("clean", true, "complete");
  }
}
