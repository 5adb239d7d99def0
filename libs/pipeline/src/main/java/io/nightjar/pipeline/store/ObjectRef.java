package io.nightjar.pipeline.store;

/**
 * Where an object lies and what it is, enough to fetch and to verify it.
 *
 * @param bucket the bucket's name
 * @param key the object's key
 * @param size bytes
 * @param sha256 of all bytes, lower-case hex
 * @param mediaType of the content, as found, not as named
 */
public record ObjectRef(String bucket, String key, long size, String sha256, String mediaType) {}
