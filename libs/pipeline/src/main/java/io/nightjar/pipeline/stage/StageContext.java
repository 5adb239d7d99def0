package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.consume.Place;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.EventData;
import io.nightjar.pipeline.fault.BrokenContractException;
import io.nightjar.pipeline.fault.MachineFaultException;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.RecordedTime;
import io.nightjar.pipeline.scratch.ScratchRoot;
import io.nightjar.pipeline.store.Aside;
import io.nightjar.pipeline.store.CheckedObject;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectMissingException;
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
 * What a stage has at hand for one work: the event, the recording's bytes, a scratch folder, memory
 * and time, a place for artefacts. Belongs to the work's thread.
 */
public final class StageContext<T extends EventData> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StageContext.class);

  /** Larger files gather on the disk on their way, in parts: one at a time. */
  private static final int SMALL_FILE = 1 << 20;

  private final ObjectStore store;
  private final T event;
  private final Work work;
  private final ScratchRoot root;
  private final MemoryBudget memory;
  private final Place place;
  private final WorkMeter meter;
  private final List<Artefact> artefacts = new ArrayList<>();
  private final List<InputStream> sources = new ArrayList<>();
  private final ArtefactWrites writes = new ArtefactWrites();
  private Optional<RecordedTime> recorded = Optional.empty();
  private Optional<Path> scratch = Optional.empty();
  private Optional<MemoryBudget.Part> reserved = Optional.empty();

  StageContext(
      ObjectStore store,
      T event,
      Work work,
      ScratchRoot root,
      MemoryBudget memory,
      Place place,
      WorkMeter meter) {
    this.store = store;
    this.event = event;
    this.work = work;
    this.root = root;
    this.memory = memory;
    this.place = place;
    this.meter = meter;
  }

  /** What the event says that asked for the work. */
  public T event() {
    return event;
  }

  /** The recording that the work is about. */
  public RecordingId recordingId() {
    return event.recordingId();
  }

  /** The upload: where it lies and what it is. */
  public ObjectRef source() {
    return event.source();
  }

  /** Streams the upload, as often as it is called; closed with the context at the latest. */
  public InputStream openSource() throws IOException {
    try (WorkMeter.Pause _ = meter.pause()) {
      InputStream source = new MeteredSource(store.open(event.source().key()), meter);
      sources.add(source);
      return source;
    }
  }

  /**
   * Reads a document that another stage has made of the recording.
   *
   * @param artefact as its event names it
   * @param most bytes, of those that are read
   * @return empty if it is longer, or not there any more as it was
   */
  public Optional<byte[]> document(ObjectRef artefact, int most) throws IOException {
    if (artefact.size() > most) {
      return Optional.empty();
    }
    try (WorkMeter.Pause _ = meter.pause()) {
      return store
          .find(artefact.key(), most)
          .filter(bytes -> Sha256.of(bytes).equals(artefact.sha256()));
    }
  }

  /**
   * Opens a part of the upload; the caller closes it.
   *
   * @param offset of the first byte, 0 ≤ offset &lt; size
   * @param length bytes, at least 1
   */
  public InputStream openSource(long offset, long length) throws IOException {
    try (WorkMeter.Pause _ = meter.pause()) {
      return new MeteredSource(store.open(event.source().key(), offset, length), meter);
    }
  }

  /**
   * Streams what another stage has made of the recording; the caller closes it, after its end was
   * read.
   *
   * @param artefact as its event names it
   * @throws BrokenContractException if it is not there; while it is read, if it is not what its
   *     event names
   */
  public InputStream open(ObjectRef artefact) throws IOException {
    try (WorkMeter.Pause _ = meter.pause()) {
      return new CheckedObject(new MeteredSource(store.open(artefact.key()), meter), artefact);
    } catch (ObjectMissingException e) {
      throw new BrokenContractException("unreadable-document", artefact.key() + " is not there", e);
    }
  }

  /**
   * The same for several, which are opened beside one another; closed with the context at the
   * latest.
   *
   * @return one for each, in their order
   */
  public List<InputStream> open(List<ObjectRef> artefacts) throws IOException {
    try (WorkMeter.Pause _ = meter.pause()) {
      List<Aside<InputStream>> opening =
          artefacts.stream().map(artefact -> Aside.start(() -> open(artefact))).toList();
      opening.forEach(each -> each.settled().ifPresent(sources::add));
      List<InputStream> opened = new ArrayList<>();
      for (Aside<InputStream> each : opening) {
        opened.add(each.await());
      }
      return opened;
    }
  }

  /** An empty folder on this machine that is removed when the work has ended. */
  public Path scratch() throws IOException {
    if (scratch.isEmpty()) {
      scratch = Optional.of(root.newFolder());
    }
    return scratch.get();
  }

  /**
   * Waits until the works of this process leave so much memory; to be called once, before it is
   * taken. It is given back when the work has ended.
   *
   * @param bytes the most that the work will hold at once
   * @throws MachineFaultException if the process may not hold so much at all
   */
  public void reserve(long bytes) {
    if (reserved.isPresent()) {
      throw new IllegalStateException("a work that asks for memory twice could wait for ever");
    }
    try (WorkMeter.Pause _ = meter.pause()) {
      reserved = Optional.of(memory.take(bytes, place));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkEndedException("told to end while it waited for memory");
    }
  }

  /**
   * Says how far the work has come; called about once a frame or block. Ends the work by an
   * exception, which the stage lets pass, if the service stops or the work is too slow for its
   * size.
   *
   * @param units pixels, or samples, that were worked on since the last call
   */
  public void spend(long units) {
    meter.spend(units);
  }

  /** Says when the recording began, as it says itself. */
  public void recorded(RecordedTime time) {
    recorded = Optional.of(time);
  }

  /** What the stage said of it. */
  Optional<RecordedTime> recorded() {
    return recorded;
  }

  /**
   * Stores an artefact, beside what the work does next; what was stored under another name already
   * is not stored again. The bytes are not to be changed after that.
   *
   * @throws IOException what an artefact before this one has thrown
   */
  public void add(String name, String mediaType, byte[] content) throws IOException {
    try (WorkMeter.Pause _ = meter.pause()) {
      String sha256 = Sha256.of(content);
      Optional<ObjectRef> same = stored(new Content(sha256, mediaType));
      if (same.isPresent()) {
        artefacts.add(new Artefact(name, same.get()));
        return;
      }
      String key = key(name, sha256);
      writes.start(
          () -> {
            store.put(key, content, mediaType);
            return key;
          });
      record(name, key, content.length, sha256, mediaType);
    }
  }

  /**
   * Stores an artefact out of a file of the {@link #scratch} folder, which stays as it is until the
   * work has ended; a small one beside what the work does next.
   *
   * @throws IOException what this one, or one before, has thrown
   */
  public void add(String name, String mediaType, Path file) throws IOException {
    try (WorkMeter.Pause _ = meter.pause()) {
      String sha256 = Sha256.of(file);
      String key = key(name, sha256);
      long size = Files.size(file);
      if (size <= SMALL_FILE) {
        writes.start(() -> storeFile(key, file, mediaType));
      } else {
        storeFile(key, file, mediaType);
      }
      record(name, key, size, sha256, mediaType);
    }
  }

  private String storeFile(String key, Path file, String mediaType) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      store.put(key, content, mediaType);
    }
    return key;
  }

  /** Waits until all that was added stands in the store. */
  void finishWrites() throws IOException {
    writes.finish();
  }

  /** What an object holds. */
  private record Content(String sha256, String mediaType) {
    static Content of(ObjectRef object) {
      return new Content(object.sha256(), object.mediaType());
    }
  }

  private Optional<ObjectRef> stored(Content content) {
    return artefacts.stream()
        .map(Artefact::object)
        .filter(object -> Content.of(object).equals(content))
        .findFirst();
  }

  /**
   * Names what another stage has made of the recording as an artefact of this one, too. Nothing is
   * read or stored: both manifests name the same object.
   *
   * @param artefact as its event names it
   * @throws BrokenContractException if it belongs to another recording
   */
  public void adopt(Artefact artefact) {
    String key = artefact.object().key();
    if (!key.startsWith(ObjectKeys.derived(recordingId()))) {
      throw new BrokenContractException(
          "unreadable-document", key + " was not made of " + recordingId());
    }
    artefacts.add(artefact);
  }

  /** What the event that will announce the work has room for, of a work that stores only that. */
  public EventRoom room() {
    return new EventRoom(work, event, store.bucket());
  }

  /** What was stored or adopted so far. */
  List<Artefact> artefacts() {
    return List.copyOf(artefacts);
  }

  private String key(String name, String sha256) {
    StageVersion version = work.version();
    return ObjectKeys.artefact(recordingId(), version.stage(), version.version(), name, sha256);
  }

  private void record(String name, String key, long size, String sha256, String mediaType) {
    artefacts.add(new Artefact(name, new ObjectRef(store.bucket(), key, size, sha256, mediaType)));
  }

  /** Cleans up; what can't be removed is logged, for it changes nothing of the outcome. */
  @Override
  public void close() {
    writes.close();
    reserved.ifPresent(MemoryBudget.Part::close);
    for (InputStream source : sources) {
      cleanUp(source::close);
    }
    scratch.ifPresent(folder -> cleanUp(() -> ScratchRoot.removeTree(folder)));
  }

  @FunctionalInterface
  private interface CleanUp {
    void run() throws IOException;
  }

  private static void cleanUp(CleanUp step) {
    try {
      step.run();
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("cause", String.valueOf(e)).log("Not all was cleaned up");
    }
  }
}
