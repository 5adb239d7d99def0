package io.nightjar.registry;

import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.identity.Names;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tokens of people, operators and readers that were revoked one by one. A revocation is written
 * once and never changes or ends: nothing brings a token back. Thread-safe.
 */
public final class RevokedTokens {
  private static final int LARGEST = 4 * 1024;

  private final ObjectStore store;
  private final InstantSource clock;

  RevokedTokens(ObjectStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Revokes a token; does nothing if it is revoked.
   *
   * @param id its claim {@code jti}
   * @param by the operator who does it
   * @throws IllegalArgumentException if that can be no id
   */
  public void revoke(String id, String by) throws IOException {
    RevokedToken revoked = new RevokedToken(Names.checked("id", id), clock.instant(), by);
    store.putIfAbsent(ObjectKeys.revokedToken(id), Json.document(revoked), "application/json");
  }

  /** Whether a token is revoked. */
  public boolean contains(String id) throws IOException {
    return store.find(ObjectKeys.revokedToken(id), LARGEST).isPresent();
  }

  /**
   * The revoked tokens in the order of their keys.
   *
   * @param after the id to go on behind; empty for the first ones
   * @param most how many
   */
  public List<RevokedToken> all(Optional<String> after, int most) throws IOException {
    List<String> keys = new ArrayList<>();
    store.listWhile(
        ObjectKeys.REVOKED_TOKENS,
        after.map(ObjectKeys::revokedToken).orElse(""),
        object -> {
          keys.add(object.key());
          return keys.size() < most;
        });
    List<RevokedToken> tokens = new ArrayList<>(keys.size());
    for (String key : keys) {
      Optional<byte[]> json = store.find(key, LARGEST);
      if (json.isPresent()) {
        tokens.add(Json.read(json.get(), RevokedToken.class));
      }
    }
    return tokens;
  }
}
