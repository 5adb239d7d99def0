package io.nightjar.thumbnail.picture;

/**
 * How a recording ended.
 *
 * @param code stable
 * @param complete whether every recorded frame could be decoded
 * @param description for people
 */
public record RecordingEnd(String code, boolean complete, String description) {}
