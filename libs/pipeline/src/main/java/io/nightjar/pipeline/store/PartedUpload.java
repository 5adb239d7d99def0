package io.nightjar.pipeline.store;

/**
 * An object that goes up in parts, over as many calls and processes as it takes.
 *
 * @param key of the object that it becomes when it is completed
 * @param uploadId the store's name for it
 */
public record PartedUpload(String key, String uploadId) {}
