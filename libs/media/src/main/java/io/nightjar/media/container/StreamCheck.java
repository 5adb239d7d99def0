package io.nightjar.media.container;

import java.util.List;
import java.util.Optional;

/**
 * What the structure of a compressed stream tells: where it lies, and what of it is lost.
 *
 * @param start of the part that a decoder should read
 * @param end of it; behind it lie only tags and zeros
 * @param header what a decoder is to make of the header
 * @param lengthChecked whether the length is settled here, so that no header's claim counts
 * @param samples of one channel that decoding should give, gaps counted in; 0 if unknown
 * @param filledSamples of one channel from the first to the last, as the stream's own times tell:
 *     what decoding gives if silence stands in for what is missing; 0 if nothing is missing, or the
 *     times can't be trusted
 * @param damage what in the middle is broken or missing, in words
 * @param cut how the end is cut, in words
 * @param claim a header's count of samples and their digest, if it claims more than is there
 * @param notes what the headers got wrong although nothing is lost
 */
public record StreamCheck(
    long start,
    long end,
    Header header,
    boolean lengthChecked,
    long samples,
    long filledSamples,
    Optional<String> damage,
    Optional<String> cut,
    Optional<DigestClaim> claim,
    List<String> notes) {

  /** What a decoder is to make of a header. */
  public enum Header {

    /** It counts. */
    READ,

    /** {@code start} lies behind it, for decoders refuse it. */
    LEFT_OUT,

    /** The length of the sound in it is wrong. */
    LENGTH_IGNORED,

    /** It is whole, and no sound follows. */
    STANDS_ALONE
  }

  public StreamCheck {
    notes = List.copyOf(notes);
  }

  /** A file of a format that has no check: a decoder reads all of it and judges alone. */
  public static StreamCheck none(long size) {
    return new StreamCheck(
        0,
        size,
        Header.READ,
        false,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /**
   * A file whose end is missing, as its header tells.
   *
   * @param how in words
   */
  public static StreamCheck cut(long size, String how) {
    return new StreamCheck(
        0,
        size,
        Header.READ,
        false,
        0,
        0,
        Optional.empty(),
        Optional.of(how),
        Optional.empty(),
        List.of());
  }

  /**
   * A file that lasts longer, or less long, than its header says.
   *
   * @param end of the sound
   * @param note what the header got wrong
   */
  public static StreamCheck ofLength(long end, String note) {
    return new StreamCheck(
        0,
        end,
        Header.LENGTH_IGNORED,
        true,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(note));
  }

  /** The same stream, read from another place on. */
  public StreamCheck from(long place) {
    return new StreamCheck(
        place, end, header, lengthChecked, samples, filledSamples, damage, cut, claim, notes);
  }
}
