package io.nightjar.media;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Holds back what is decoded before it is known what the file says about itself. Closing it refuses
 * what has not been granted.
 */
final class ProbedAdmission implements SampleForwarder.Admission, AutoCloseable {

  private final CompletableFuture<Optional<SoundInfo>> known = new CompletableFuture<>();

  /** Lets the sound pass. */
  void grant(SoundInfo info) {
    known.complete(Optional.of(info));
  }

  /** Waits for the decision. */
  @Override
  public boolean granted() {
    return known.join().isPresent();
  }

  /** Of all channels; 0 as long as they are unknown. */
  long claimedSamples() {
    return known.getNow(Optional.empty()).map(SoundInfo::claimedSamples).orElse(0L);
  }

  @Override
  public void close() {
    known.complete(Optional.empty());
  }
}
