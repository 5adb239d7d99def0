package io.nightjar.media.container;

/**
 * A claim of more samples than there are. If the digest of those that are there is the one that the
 * header gives, the count is wrong; else the recording is cut.
 *
 * @param samples claimed, of one channel
 * @param bitsPerSample of the integers that the digest is made of
 * @param md5 hexadecimal; of all samples, interleaved, little-endian, in as few bytes as hold one
 */
public record DigestClaim(long samples, int bitsPerSample, String md5) {}
