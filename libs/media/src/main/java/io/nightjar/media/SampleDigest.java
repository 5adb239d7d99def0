package io.nightjar.media;

import io.nightjar.media.container.DigestClaim;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Computes the digest that a FLAC file claims of its samples, only if there is such a claim. */
final class SampleDigest {

  /** A float holds no more. */
  private static final int MOST_BITS = 24;

  private final Optional<DigestClaim> claim;
  private final Optional<MessageDigest> digest;

  SampleDigest(Optional<DigestClaim> claim) {
    this.claim = claim.filter(c -> !c.md5().isEmpty() && c.bitsPerSample() <= MOST_BITS);
    this.digest = this.claim.map(_ -> md5());
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /** Takes the next samples: 32-bit floating point, interleaved. */
  void add(ByteBuffer floats) {
    if (claim.isEmpty() || digest.isEmpty()) {
      return;
    }
    int bits = claim.get().bitsPerSample();
    float fullScale = 1 << (bits - 1);
    int count = floats.remaining() / 4;
    ByteBuffer integers = ByteBuffer.allocate(count * ((bits + 7) / 8));
    for (int i = 0; i < count; i++) {
      int sample = Math.round(floats.getFloat(4 * i) * fullScale);
      for (int shift = 0; shift < bits; shift += 8) {
        integers.put((byte) (sample >> shift));
      }
    }
    digest.get().update(integers.flip());
  }

  /** Whether the samples are those of the claim; false without one. */
  boolean matches() {
    return claim.isPresent()
        && digest.isPresent()
        && HexFormat.of().formatHex(digest.get().digest()).equals(claim.get().md5());
  }
}
