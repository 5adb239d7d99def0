package io.nightjar.registry;

import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** The registered devices. Thread-safe. */
public final class Devices {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ID_BITS = 53;
  private static final int LARGEST_NOTE = 4 * 1024;

  private final ObjectStore store;
  private final Revisions<Device> revisions;
  private final InstantSource clock;

  /** The devices that a store knows. */
  Devices(ObjectStore store, InstantSource clock) {
    this.store = store;
    this.revisions = new Revisions<>(store, Device.class, clock);
    this.clock = clock;
  }

  /** A device by its names. */
  public Optional<Device> find(DeviceIdentity identity) throws IOException {
    return revisions.newest(ObjectKeys.device(identity)).filter(d -> d.identity().equals(identity));
  }

  /** A device by its id. */
  public Optional<Device> find(long id) throws IOException {
    Optional<byte[]> note = store.find(ObjectKeys.deviceId(id), LARGEST_NOTE);
    if (note.isEmpty()) {
      return Optional.empty();
    }
    // An id may be taken whose registration then failed.
    return find(Json.read(note.get(), DeviceIdentity.class)).filter(device -> device.id() == id);
  }

  /**
   * The devices of a group in the order of their keys.
   *
   * @param after the name to go on behind; empty for the first ones
   * @param most how many
   */
  public List<Device> of(String group, Optional<String> after, int most) throws IOException {
    String from = after.map(name -> ObjectKeys.device(new DeviceIdentity(group, name))).orElse("");
    return revisions.all(ObjectKeys.devices(group), from, most).stream()
        .filter(device -> device.identity().group().equals(group))
        .toList();
  }

  /**
   * Registers a device.
   *
   * @param passwordHash in PHC string form
   * @param saltId its id, if it says none
   * @return the device; empty if the name is taken in the group
   */
  public Optional<Device> register(
      DeviceIdentity identity, Optional<String> passwordHash, OptionalLong saltId)
      throws IOException {
    String series = ObjectKeys.device(identity);
    if (revisions.newest(series).isPresent()) {
      return Optional.empty();
    }
    long id = takeId(identity);
    Instant now = Moments.now(clock);
    Device device = new Device(identity, id, saltId.orElse(id), passwordHash, now, false, now);
    if (revisions.create(series, device)) {
      return Optional.of(device);
    }
    store.delete(ObjectKeys.deviceId(id));
    return Optional.empty();
  }

  /** Registers a device without a password, or finds it. */
  public Device registered(DeviceIdentity identity) throws IOException {
    Optional<Device> known = find(identity);
    if (known.isEmpty()) {
      known = register(identity, Optional.empty(), OptionalLong.empty());
    }
    return known.isPresent() ? known.get() : find(identity).orElseThrow();
  }

  /** Lets a device do nothing any more; empty if there is none. */
  public Optional<Device> revoke(DeviceIdentity identity) throws IOException {
    return change(
        identity,
        device ->
            device.revoked()
                ? device
                : device.withRevoked(true, Moments.after(device.tokensValidFrom(), clock)));
  }

  /** Makes every token void that was issued so far, and lets a revoked device in again. */
  public Optional<Device> renew(DeviceIdentity identity) throws IOException {
    return change(
        identity,
        device -> device.withRevoked(false, Moments.after(device.tokensValidFrom(), clock)));
  }

  /** Gives a device another password. */
  public Optional<Device> setPassword(DeviceIdentity identity, String hash) throws IOException {
    return change(identity, device -> device.withPasswordHash(hash));
  }

  private Optional<Device> change(DeviceIdentity identity, UnaryOperator<Device> change)
      throws IOException {
    return revisions.change(ObjectKeys.device(identity), change);
  }

  private long takeId(DeviceIdentity identity) throws IOException {
    byte[] note = Json.bytes(identity);
    while (true) {
      long id = RANDOM.nextLong() >>> (Long.SIZE - ID_BITS);
      if (id > 0 && store.putIfAbsent(ObjectKeys.deviceId(id), note, "application/json")) {
        return id;
      }
    }
  }
}
