package io.nightjar.media;

/** What looking at a file without decoding it found. */
public sealed interface ProbeOutcome {

  /** It holds sound within the limits. */
  record Sound(SoundInfo info) implements ProbeOutcome {}

  /**
   * It can't or must not be decoded.
   *
   * @param fault the stable reason
   * @param reason the reason in words, for people
   */
  record Rejected(SoundFault fault, String reason) implements ProbeOutcome {}
}
