package io.nightjar.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import java.io.IOException;
import java.util.Map;

/** The settings that devices keep here, as they are; the last ones count. Thread-safe. */
public final class DeviceSettings {
  /** The most that is kept of a device, in bytes of JSON. */
  public static final int LARGEST = 64 * 1024;

  private final ObjectStore store;

  /** Those that a store knows. */
  public DeviceSettings(ObjectStore store) {
    this.store = store;
  }

  /** The settings of a device; an empty object if it has none. */
  public JsonNode of(long deviceId) throws IOException {
    var json = store.find(ObjectKeys.deviceSettings(deviceId), 2 * LARGEST);
    return json.isPresent() ? Json.read(json.get(), JsonNode.class) : Json.tree(Map.of());
  }

  /** Keeps the settings of a device. */
  public void keep(long deviceId, JsonNode settings) throws IOException {
    store.put(ObjectKeys.deviceSettings(deviceId), Json.bytes(settings), "application/json");
  }
}
