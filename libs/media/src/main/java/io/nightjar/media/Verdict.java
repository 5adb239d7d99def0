package io.nightjar.media;

import io.nightjar.media.container.StreamCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges what decoding with FFmpeg came to: by what the file's structure tells, where it tells
 * something, else by FFmpeg's messages and the length that the container claims.
 */
record Verdict(StreamCheck check, FfmpegProbe.Found.Sound found, boolean gapsFilled) {

  /**
   * Encoders round lengths to their own blocks, which at 8 kHz take up to a quarter of a second.
   */
  private static final double CLAIM_TOLERANCE_SECONDS = 0.5;

  /** Plain samples have no blocks. */
  private static final double PLAIN_TOLERANCE_SECONDS = 0.002;

  DecodeOutcome of(
      SoundSource source, ChildOutcome.Ended ended, SampleForwarder samples, SampleDigest digest) {
    SoundInfo info = found.info();
    List<String> notes = new ArrayList<>(check.notes());
    DecodedSound sound = samples.sound(notes);
    String reason = FfmpegErrors.summary(ended.errors(), source.file());
    boolean partLost = ended.exitCode() != 0 || FfmpegErrors.partLost(ended.errors());
    if (sound.samples() == 0) {
      return nothing(partLost ? Optional.of(reason) : Optional.empty());
    }
    if (check.damage().isPresent()) {
      String filled = gapsFilled ? "; silence stands in for what is missing" : "";
      return damaged(info, sound, check.damage().get() + filled);
    }
    if (check.cut().isPresent()) {
      boolean allDecoded = check.samples() > 0 && sound.samples() >= check.samples();
      return allDecoded
          ? damaged(info, sound, check.cut().get())
          : truncated(info, sound, check.cut().get());
    }
    if (check.claim().isPresent() && !digest.matches()) {
      double claimed = (double) check.claim().get().samples() / sound.sampleRate();
      return truncated(info, sound, ofClaim(sound, claimed));
    }
    Optional<Double> claimed = claimedSeconds();
    if (claimed.isPresent() && sound.seconds() + tolerance() < claimed.get()) {
      return truncated(info, sound, ofClaim(sound, claimed.get()));
    }
    if (partLost) {
      return damaged(info, sound, reason);
    }
    check
        .claim()
        .ifPresent(
            claim ->
                notes.add(
                    "the header says "
                        + claim.samples()
                        + " samples, there are "
                        + sound.samples()));
    return new DecodeOutcome.Decoded(info, samples.sound(notes));
  }

  /** A header that claims sound of which nothing is there is not that of an empty recording. */
  private DecodeOutcome nothing(Optional<String> failure) {
    Optional<String> broken =
        failure
            .or(check::damage)
            .or(check::cut)
            .or(() -> check.claim().map(claim -> claimed(claim.samples() + " samples")))
            .or(() -> claimedSeconds().filter(s -> s > 0).map(s -> claimed(seconds(s))));
    return broken
        .map(reason -> new DecodeOutcome.Rejected(SoundFault.NOT_DECODABLE, reason))
        .orElseGet(() -> new DecodeOutcome.Rejected(SoundFault.NO_SOUND, SoundFault.NO_SAMPLES));
  }

  private static String claimed(String what) {
    return "the header says " + what + " of sound, none is there";
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.2f s", seconds);
  }

  private Optional<Double> claimedSeconds() {
    return check.lengthChecked() || found.claimIsEstimate()
        ? Optional.empty()
        : Optional.of(found.info().claimedDuration().toNanos() / 1e9);
  }

  private double tolerance() {
    return found.info().codec().startsWith("pcm_")
        ? PLAIN_TOLERANCE_SECONDS
        : CLAIM_TOLERANCE_SECONDS;
  }

  private static String ofClaim(DecodedSound sound, double claimed) {
    return String.format(Locale.ROOT, "%.2f s of %.2f s decoded", sound.seconds(), claimed);
  }

  private static DecodeOutcome damaged(SoundInfo info, DecodedSound sound, String reason) {
    return new DecodeOutcome.DecodedPartially(info, sound, SoundFault.DAMAGED, reason);
  }

  private static DecodeOutcome truncated(SoundInfo info, DecodedSound sound, String reason) {
    return new DecodeOutcome.DecodedPartially(info, sound, SoundFault.TRUNCATED, reason);
  }
}
