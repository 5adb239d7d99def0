package io.nightjar.pipeline.sweep;

import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStat;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What was made of one recording, and which of it a manifest names. */
final class Artefacts {
  private static final int LARGEST_MANIFEST = 4 * 1024 * 1024;
  private static final String MANIFEST = "/manifest.json";
  private static final String DEAD_END = "/dead-end.json";

  private final ObjectStore store;

  Artefacts(ObjectStore store) {
    this.store = store;
  }

  /** As much of a manifest as matters here; so that older and newer forms can be read, too. */
  private record Names(List<Named> artefacts) {}

  private record Named(ObjectRef object) {}

  /** The recording that something was made of. */
  static Optional<RecordingId> recordingOf(String key) {
    String rest = key.substring(ObjectKeys.DERIVED.length());
    int end = rest.indexOf('/');
    return end < 0 ? Optional.empty() : RecordingId.parse(rest.substring(0, end));
  }

  /** A stage's end: its manifest, or the note that it gave the recording up. */
  static boolean isEnd(String key) {
    return key.endsWith(MANIFEST) || key.endsWith(DEAD_END);
  }

  /**
   * Those of a recording's objects that no manifest names. None if a manifest can't be read: nobody
   * knows then what it names.
   */
  List<ObjectStat> unnamed(List<ObjectStat> objects) throws StoreException {
    Set<String> named = new HashSet<>();
    for (ObjectStat object : objects) {
      if (object.key().endsWith(MANIFEST)) {
        Optional<Names> names = names(object.key());
        if (names.isEmpty()) {
          return List.of();
        }
        names.get().artefacts().forEach(one -> named.add(one.object().key()));
      }
    }
    return objects.stream()
        .filter(object -> !isEnd(object.key()) && !named.contains(object.key()))
        .toList();
  }

  /** All that was made of a recording. */
  List<ObjectStat> of(RecordingId id) throws StoreException {
    List<ObjectStat> objects = new ArrayList<>();
    store.list(ObjectKeys.derived(id), objects::add);
    return objects;
  }

  private Optional<Names> names(String key) throws StoreException {
    Optional<byte[]> json = store.find(key, LARGEST_MANIFEST);
    if (json.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(json.get(), Names.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
