package io.nightjar.ingest.resumable;

import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Bytes that are to go on with an upload.
 *
 * @param offset where they belong
 * @param length how many they are said to be, if that is said
 * @param total bytes of the whole upload, if that is said with them
 * @param role when the upload is complete
 * @param checksum what they were promised to be
 * @param body the bytes
 */
public record Chunk(
    long offset,
    OptionalLong length,
    OptionalLong total,
    Role role,
    Optional<ChunkChecksum> checksum,
    InputStream body) {

  /** What its bytes are of the upload. */
  public enum Role {
    /**
     * Some of them: the upload is complete once it has its length, as in tus. More than that is
     * refused, and changes nothing.
     */
    UP_TO_THE_LENGTH,
    /** Some of them, and never the last, even if the length is reached by them. */
    MORE_FOLLOWS,
    /** The last ones: with the body's end the upload is complete, whether there are any or not. */
    LAST
  }

  /** No bytes, for an upload that has all of them and was not told so. */
  public static Chunk nothing(long offset) {
    return new Chunk(
        offset,
        OptionalLong.of(0),
        OptionalLong.empty(),
        Role.UP_TO_THE_LENGTH,
        Optional.empty(),
        InputStream.nullInputStream());
  }

  /** The length of the whole that follows from these being the last bytes. */
  OptionalLong impliedTotal() {
    return role == Role.LAST && length.isPresent()
        ? OptionalLong.of(offset + length.getAsLong())
        : OptionalLong.empty();
  }

  /** The same with its bytes by another way. */
  Chunk with(InputStream other) {
    return new Chunk(offset, length, total, role, checksum, other);
  }
}
