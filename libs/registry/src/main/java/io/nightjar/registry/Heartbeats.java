package io.nightjar.registry;

import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The last heartbeats of devices; each takes the place of the one before. Thread-safe. */
public final class Heartbeats {
  private static final int LARGEST = 4 * 1024;

  private final ObjectStore store;

  /** Those that a store knows. */
  public Heartbeats(ObjectStore store) {
    this.store = store;
  }

  /** Keeps a heartbeat. */
  public void keep(Heartbeat heartbeat) throws IOException {
    store.put(
        ObjectKeys.heartbeat(heartbeat.device()), Json.document(heartbeat), "application/json");
  }

  /**
   * The last heartbeats of a group's devices, in the order of their keys.
   *
   * @param after the name of the device to go on behind; empty for the first ones
   * @param most how many
   */
  public List<Heartbeat> of(String group, Optional<String> after, int most) throws IOException {
    List<String> keys = new ArrayList<>();
    String from =
        after.map(name -> ObjectKeys.heartbeat(new DeviceIdentity(group, name))).orElse("");
    store.listWhile(
        ObjectKeys.heartbeats(group),
        from,
        object -> {
          keys.add(object.key());
          return keys.size() < most;
        });
    List<Heartbeat> heartbeats = new ArrayList<>();
    for (String key : keys) {
      Optional<byte[]> json = store.find(key, LARGEST);
      if (json.isPresent()) {
        heartbeats.add(Json.read(json.get(), Heartbeat.class));
      }
    }
    return heartbeats;
  }
}
