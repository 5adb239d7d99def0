package io.nightjar.registry;

import java.time.Instant;

/**
 * A project whose people see the recordings of its devices.
 *
 * @param name unique, 1…128 printable characters
 * @param createdAt when
 */
public record Group(String name, Instant createdAt) {}
