package io.nightjar.pipeline.store;

import java.io.IOException;
import java.util.List;

/**
 * Objects that go up in parts which are held from one request to the next. Whoever knows what
 * {@link #begin} returned may go on, in any process.
 *
 * <p>A part under a number that was used before replaces the earlier one. Who shares an upload with
 * others must see to it that no number is used twice; then a part that comes late does no harm,
 * since only the parts that are named at the end become the object.
 *
 * <p>Every method may throw {@link StoreException}, which is worth a retry. Thread-safe.
 */
public interface PartedObjects {
  /** The fewest bytes that a part may have which is not the last. */
  int SMALLEST_PART = 5 * 1024 * 1024;

  /** The highest number that a part may have. */
  int HIGHEST_NUMBER = 10_000;

  /**
   * An empty scratch file for a part.
   *
   * @throws ScratchException if this machine has no room for it
   */
  PartSpool spool() throws ScratchException;

  /** Begins an object. Nothing stands under the key before it is completed. */
  PartedUpload begin(String key, String mediaType) throws StoreException;

  /**
   * Stores a part.
   *
   * @throws ScratchException if this machine can't read it any more
   */
  StoredPart put(PartedUpload upload, int number, PartSpool part) throws IOException;

  /**
   * Makes the object out of the parts that are named, in the order of their numbers, and drops all
   * others, or refuses if there are others ({@link StoreContract.Ability#DROP_PARTS}). Each but the
   * last must have at least {@link #SMALLEST_PART} bytes.
   *
   * @return false if no repetition makes it an object: the upload was abandoned, or completed
   *     before, which some stores answer as if it were completed again; or its parts are not those
   *     that are named
   */
  boolean complete(PartedUpload upload, List<StoredPart> parts) throws StoreException;

  /** Abandons an upload with the parts that it has; that there is none is no error. */
  void abandon(PartedUpload upload) throws StoreException;

  /**
   * Stores the bytes of a scratch file as an object of their own, over what may stand there.
   *
   * @throws ScratchException if this machine can't read it any more
   */
  void put(String key, PartSpool whole, String mediaType) throws IOException;
}
