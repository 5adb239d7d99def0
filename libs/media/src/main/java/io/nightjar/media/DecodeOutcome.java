package io.nightjar.media;

/** What decoding a recording came to. */
public sealed interface DecodeOutcome {

  /** All of it was decoded. */
  record Decoded(SoundInfo info, DecodedSound sound) implements DecodeOutcome {}

  /**
   * Some of it was decoded, and has been handed to the sink.
   *
   * @param fault {@link SoundFault#TRUNCATED} or {@link SoundFault#DAMAGED}
   * @param reason the reason in words, for people
   */
  record DecodedPartially(SoundInfo info, DecodedSound sound, SoundFault fault, String reason)
      implements DecodeOutcome {}

  /**
   * It can't or must not be decoded. What the sink has got until then is worth nothing.
   *
   * @param fault the stable reason
   * @param reason the reason in words, for people
   */
  record Rejected(SoundFault fault, String reason) implements DecodeOutcome {}
}
