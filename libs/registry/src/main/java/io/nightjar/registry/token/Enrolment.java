package io.nightjar.registry.token;

import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreSettings;
import io.nightjar.registry.Device;
import io.nightjar.registry.Registry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Devices and tokens by who has the store and the keys of tokens at hand, without a service. */
public final class Enrolment {
  private static final Clock CLOCK = Clock.systemUTC();

  private Enrolment() {}

  /**
   * A token for a device, which is registered if it is not yet, as is its group.
   *
   * @throws IOException if the store fails
   */
  public static String device(StoreSettings settings, TokenKeys keys, DeviceIdentity identity)
      throws IOException {
    try (ObjectStore store = new MinioObjectStore(settings)) {
      store.prepare();
      Registry registry = new Registry(store, CLOCK);
      registry.groups().create(identity.group());
      Device device = registry.devices().registered(identity);
      return signer(keys).device(device, TokenSigner.DEVICE_LIFETIME);
    }
  }

  /** A token for an operator. */
  public static String operator(TokenKeys keys, String name, Duration lifetime) {
    return signer(keys).sign(new TokenSubject.Operator(name), Instant.EPOCH, lifetime).text();
  }

  /** A token for a person's local account. */
  public static String person(TokenKeys keys, String name, Duration lifetime) {
    return signer(keys).sign(new TokenSubject.Person(name), Instant.EPOCH, lifetime).text();
  }

  /** A token that only reads recordings, for a program or a person. */
  public static String reader(
      TokenKeys keys, String name, ReadableGroups groups, Duration lifetime) {
    return signer(keys).sign(new TokenSubject.Reader(name, groups), Instant.EPOCH, lifetime).text();
  }

  private static TokenSigner signer(TokenKeys keys) {
    return new TokenSigner(() -> keys, TokenSigner.ISSUER, CLOCK);
  }
}
