package io.nightjar.audio.spectrogram;

import io.nightjar.audio.spectrogram.SoundMetadata.ChannelLevel;
import io.nightjar.audio.tags.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures the level of a whole sound and of each of its channels, sample by sample in order. Not
 * thread-safe.
 */
final class LevelMeter {

  /** Of full scale. */
  private static final double NOTABLE_OFFSET = 0.01;

  /** Channels without any relation leave a share of 1/channels, 8 of them 0.125. */
  private static final double ANTIPHASE_SHARE = 0.05;

  /** Next to the rail: a sound on top of an offset of less is still a sound. */
  private static final double STUCK_OFFSET = 0.95;

  private static final double STUCK_DEVIATION = 0.05;

  /** Less than half of the last bit of 16. */
  private static final double SILENT_DEVIATION = 1e-5;

  private static final double SOUND_DEVIATION = 1e-4;

  private final int channels;
  private final double[] sums;
  private final double[] squares;
  private final float[] peaks;
  private double mixSum;
  private double mixSquares;
  private long frames;

  LevelMeter(int channels) {
    this.channels = channels;
    this.sums = new double[channels];
    this.squares = new double[channels];
    this.peaks = new float[channels];
  }

  /**
   * Takes the next samples.
   *
   * @param block interleaved
   * @param count samples of each channel
   */
  void add(float[] block, int count) {
    for (int channel = 0; channel < channels; channel++) {
      addChannel(block, channel, count);
    }
    if (channels > 1) {
      addMix(block, count);
    }
    frames += count;
  }

  private void addChannel(float[] block, int channel, int count) {
    double sum = sums[channel];
    double square = squares[channel];
    float peak = peaks[channel];
    for (int at = channel; at < count * channels; at += channels) {
      float sample = block[at];
      sum += sample;
      square += (double) sample * sample;
      float amplitude = Math.abs(sample);
      peak = amplitude > peak ? amplitude : peak;
    }
    sums[channel] = sum;
    squares[channel] = square;
    peaks[channel] = peak;
  }

  private void addMix(float[] block, int count) {
    int at = 0;
    for (int i = 0; i < count; i++) {
      double mix = 0;
      for (int channel = 0; channel < channels; channel++) {
        mix += block[at++];
      }
      mixSum += mix;
      mixSquares += mix * mix;
    }
  }

  /**
   * Root mean square of all channels' samples, relative to amplitude 1: a full-scale sine reads
   * −3.01, a full-scale square wave 0.
   */
  double rmsDbfs() {
    double sum = 0;
    for (double channel : squares) {
      sum += channel;
    }
    return toDecibels(sum / channels / frames);
  }

  /** Greatest amplitude of all channels, relative to amplitude 1. */
  double peakDbfs() {
    double peak = 0;
    for (float channel : peaks) {
      peak = Math.max(peak, channel);
    }
    return toDecibels(peak * peak);
  }

  /** The levels of each channel. */
  List<ChannelLevel> channelLevels() {
    List<ChannelLevel> levels = new ArrayList<>();
    for (int channel = 0; channel < channels; channel++) {
      levels.add(
          new ChannelLevel(
              toDecibels(squares[channel] / frames),
              toDecibels((double) peaks[channel] * peaks[channel]),
              offset(channel)));
    }
    return levels;
  }

  /** What is odd about the channels: offsets, cancellation, dead ones. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    double loudest = 0;
    double variances = 0;
    for (int channel = 0; channel < channels; channel++) {
      loudest = Math.max(loudest, deviation(channel));
      variances += variance(channel);
    }
    for (int channel = 0; channel < channels; channel++) {
      String name = "channel " + (channel + 1) + " of " + channels;
      double offset = offset(channel);
      String measured = String.format(Locale.ROOT, "%+.4f of full scale", offset);
      if (Math.abs(offset) >= STUCK_OFFSET && deviation(channel) < STUCK_DEVIATION) {
        findings.add(new Finding(Finding.CHANNEL_STUCK, name + " stays at " + measured));
        continue;
      }
      if (deviation(channel) < SILENT_DEVIATION && loudest > SOUND_DEVIATION) {
        findings.add(new Finding(Finding.CHANNEL_SILENT, name + " is silent"));
      }
      if (Math.abs(offset) > NOTABLE_OFFSET) {
        findings.add(new Finding(Finding.DC_OFFSET, name + " has a mean of " + measured));
      }
    }
    double mixVariance = mixSquares / frames - mixSum / frames * (mixSum / frames);
    double share = mixVariance / channels / variances;
    if (channels > 1 && loudest > SOUND_DEVIATION && share < ANTIPHASE_SHARE) {
      findings.add(
          new Finding(Finding.CHANNELS_IN_ANTIPHASE, "the sum of the channels is all but silent"));
    }
    return findings;
  }

  private double offset(int channel) {
    return sums[channel] / frames;
  }

  private double variance(int channel) {
    return Math.max(0, squares[channel] / frames - offset(channel) * offset(channel));
  }

  private double deviation(int channel) {
    return Math.sqrt(variance(channel));
  }

  /** Never below −200 dB, so that silence is a number. */
  private static double toDecibels(double square) {
    return 10 * Math.log10(Math.max(square, 1e-20));
  }
}
