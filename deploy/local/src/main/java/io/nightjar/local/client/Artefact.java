package io.nightjar.local.client;

/**
 * One thing that was made of a recording.
 *
 * @param stage that made it
 * @param name its name
 * @param mediaType of its content
 * @param size bytes
 * @param sha256 lower-case hex
 */
public record Artefact(String stage, String name, String mediaType, long size, String sha256) {}
