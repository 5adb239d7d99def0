package io.nightjar.registry;

import java.time.Instant;

/**
 * A token of a person, an operator or a reader that is void before its end.
 *
 * @param id its claim {@code jti}
 * @param revokedAt when
 * @param by the operator who revoked it
 */
public record RevokedToken(String id, Instant revokedAt, String by) {}
