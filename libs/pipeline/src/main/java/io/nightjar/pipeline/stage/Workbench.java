package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.EventData;
import io.nightjar.pipeline.recording.RecordingId;
import io.nightjar.pipeline.scratch.ScratchRoot;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a stage has at hand for one recording: its bytes, a scratch folder, a place for artefacts.
 */
public final class Workbench implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Workbench.class);

  private final ObjectStore store;
  private final EventData event;
  private final StageVersion version;
  private final ScratchRoot root;
  private final List<Artefact> artefacts = new ArrayList<>();
  private final List<InputStream> sources = new ArrayList<>();
  private Optional<Path> scratch = Optional.empty();

  Workbench(ObjectStore store, EventData event, StageVersion version, ScratchRoot root) {
    this.store = store;
    this.event = event;
    this.version = version;
    this.root = root;
  }

  /** The recording that the work is about. */
  public RecordingId recordingId() {
    return event.recordingId();
  }

  /** The upload: where it lies and what it is. */
  public ObjectRef source() {
    return event.source();
  }

  /** Streams the upload, as often as it is called; closed with the bench at the latest. */
  public InputStream openSource() throws IOException {
    InputStream source = store.open(event.source().key());
    sources.add(source);
    return source;
  }

  /** An empty folder on this machine that is removed when the work has ended. */
  public Path scratch() throws IOException {
    if (scratch.isEmpty()) {
      scratch = Optional.of(root.newFolder());
    }
    return scratch.get();
  }

  /** Stores an artefact. */
  public void add(String name, String mediaType, byte[] content) throws IOException {
    String key = key(name);
    store.put(key, content, mediaType);
    String sha256 = Sha256.of(content);
    record(name, key, content.length, sha256, mediaType);
  }

  /** Stores an artefact out of a file. */
  public void add(String name, String mediaType, Path file) throws IOException {
    String key = key(name);
    try (InputStream content = Files.newInputStream(file)) {
      store.put(key, content, mediaType);
    }
    record(name, key, Files.size(file), Sha256.of(file), mediaType);
  }

  /** What was stored so far. */
  List<Artefact> artefacts() {
    return List.copyOf(artefacts);
  }

  private String key(String name) {
    return ObjectKeys.artefact(recordingId(), version.stage(), version.version(), name);
  }

  private void record(String name, String key, long size, String sha256, String mediaType) {
    artefacts.add(new Artefact(name, new ObjectRef(store.bucket(), key, size, sha256, mediaType)));
  }

  /** Cleans up; what can't be removed is logged, for it changes nothing of the outcome. */
  @Override
  public void close() {
    try {
      for (InputStream source : sources) {
        source.close();
      }
      if (scratch.isPresent()) {
        ScratchRoot.removeTree(scratch.get());
      }
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("cause", String.valueOf(e)).log("Not all was cleaned up");
    }
  }
}
