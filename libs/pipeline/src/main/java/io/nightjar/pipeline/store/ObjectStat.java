package io.nightjar.pipeline.store;

import java.time.Instant;

/**
 * What a listing tells of an object.
 *
 * @param key its key
 * @param size bytes
 * @param lastModified by the store's clock
 */
public record ObjectStat(String key, long size, Instant lastModified) {}
