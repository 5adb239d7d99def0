package io.nightjar.pipeline.store;

/**
 * A part that the store has taken.
 *
 * @param number 1…10,000; the order of the parts in their object
 * @param etag the store's name for the part's bytes: another part under the same number has another
 * @param size bytes
 */
public record StoredPart(int number, String etag, long size) {}
