package io.nightjar.audio.activity;

import java.util.List;

/**
 * How lively a sound is, and where. Times and frequencies are those of life.
 *
 * @param binSeconds length of each bin but the last, which may be shorter
 * @param activityPercent of each bin, 0…100: 100·(1 − e^(−4s/t)), where t is the bin's length and s
 *     the sum of its regions' lengths, each taken in full if it stands out by 29 dB, and less down
 *     to nothing at 9 dB
 * @param coveragePercent of each bin, 0…100: how much of its time some region lies in
 * @param regionsFound how many regions there are in all
 * @param regions those that count most, at most {@link ActivityMeter#MOST_REGIONS}
 */
public record SoundActivity(
    double binSeconds,
    List<Integer> activityPercent,
    List<Integer> coveragePercent,
    int regionsFound,
    Regions regions) {

  public SoundActivity {
    activityPercent = List.copyOf(activityPercent);
    coveragePercent = List.copyOf(coveragePercent);
  }

  /**
   * Regions in the order of their beginnings, a list for each quantity: the first of each is the
   * first region's.
   *
   * @param beginSeconds where it begins
   * @param endSeconds where it ends
   * @param lowHertz its lowest frequency
   * @param highHertz its highest frequency
   * @param contrastDecibels how far it stands out, at most
   * @param peakDbfs its greatest level in one bin of the spectrum
   */
  public record Regions(
      List<Double> beginSeconds,
      List<Double> endSeconds,
      List<Integer> lowHertz,
      List<Integer> highHertz,
      List<Double> contrastDecibels,
      List<Double> peakDbfs) {

    public Regions {
      beginSeconds = List.copyOf(beginSeconds);
      endSeconds = List.copyOf(endSeconds);
      lowHertz = List.copyOf(lowHertz);
      highHertz = List.copyOf(highHertz);
      contrastDecibels = List.copyOf(contrastDecibels);
      peakDbfs = List.copyOf(peakDbfs);
    }
  }
}
