package io.nightjar.ingest.resumable;

import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Bytes that are to go on with an upload.
 *
 * @param offset where they belong
 * @param length how many they are said to be, if that is said
 * @param checksum what they were promised to be
 * @param body the bytes
 */
public record Chunk(
    long offset, OptionalLong length, Optional<ChunkChecksum> checksum, InputStream body) {
  /** The same with its bytes by another way. */
  Chunk with(InputStream other) {
    return new Chunk(offset, length, checksum, other);
  }
}
