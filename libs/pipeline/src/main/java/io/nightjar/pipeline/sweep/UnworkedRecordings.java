package io.nightjar.pipeline.sweep;

import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.fault.BrokenContractException;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.outbox.Claims;
import io.nightjar.pipeline.outbox.OutboxEntry;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.stage.Manifest;
import io.nightjar.pipeline.stage.Manifests;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import io.nightjar.pipeline.trace.TraceContext;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Finds recordings that stages have not ended with though nobody is at it, as after the message log
 * or the artefacts were lost, and lets ingest announce them again: by an entry in the outbox, from
 * where its relay goes on. A stage whose manifest stands only says again that it has ended, so an
 * announcement too many costs little.
 *
 * <p>Asks the store once for each page of a listing, twice for each recording and once for each of
 * its manifests, and three times more for each that is unworked. Memory holds the ids that wait in
 * the outbox.
 */
public final class UnworkedRecordings {
  private static final int LARGEST_DOCUMENT = 64 * 1024;
  private static final String JSON = "application/json";

  private final ObjectStore store;
  private final Manifests manifests;
  private final Claims claims;
  private final Instant latest;

  /**
   * Those of a store.
   *
   * @param age how long ago a recording must have been received: more than workers lag behind, or
   *     what still waits for them in the log is announced twice
   */
  public UnworkedRecordings(ObjectStore store, Duration age, InstantSource clock) {
    this.store = store;
    this.manifests = new Manifests(store);
    this.claims = new Claims(store);
    this.latest = clock.instant().minus(age);
  }

  /** A recording that is not worked on. */
  public sealed interface Finding {
    /** Which. */
    RecordingId recordingId();
  }

  /**
   * It can be announced.
   *
   * @param recording what it is
   * @param stages those that have not ended, in the order in which they are expected
   */
  public record Unworked(Recording recording, List<String> stages) implements Finding {
    public Unworked {
      stages = List.copyOf(stages);
    }

    @Override
    public RecordingId recordingId() {
      return recording.recordingId();
    }
  }

  /**
   * Its announcement would come to nothing, or do harm.
   *
   * @param recordingId which
   * @param why in words
   */
  public record Hindered(RecordingId recordingId, String why) implements Finding {}

  /** Is told of a finding. */
  @FunctionalInterface
  public interface Finder {
    /** May {@link #announce} it. */
    void found(Finding finding) throws StoreException;
  }

  /** Tells of each, in the order of their ids; changes nothing. */
  public void find(Finder finder) throws StoreException {
    Known known = Known.read(store, latest);
    new Listings(store)
        .objects(
            ObjectKeys.RECORDINGS,
            document -> {
              Optional<RecordingId> id = ObjectKeys.recordingOf(document.key());
              if (id.isPresent() && !known.isUnsettled(id.get()) && !known.isUnderWay(id.get())) {
                Optional<Finding> finding = look(id.get());
                if (finding.isPresent()) {
                  finder.found(finding.get());
                }
              }
            });
  }

  /**
   * Puts it into the outbox, from where ingest announces it.
   *
   * @return whether that was done: not if something has come between
   */
  public boolean announce(Unworked unworked) throws StoreException {
    if (hindrance(unworked.recording()).isPresent()) {
      return false;
    }
    var entry = new OutboxEntry(unworked.recording(), TraceContext.current().traceparent());
    store.put(ObjectKeys.outbox(unworked.recordingId()), Json.document(entry), JSON);
    return true;
  }

  private Optional<Finding> look(RecordingId id) throws StoreException {
    Optional<byte[]> json = store.find(ObjectKeys.recording(id), LARGEST_DOCUMENT);
    if (json.isEmpty()) {
      return Optional.empty();
    }
    Recording recording;
    List<String> stages;
    try {
      recording = Json.read(json.get(), Recording.class);
      if (recording.receivedAt().isAfter(latest)) {
        return Optional.empty();
      }
      stages = unended(recording);
    } catch (IOException e) {
      return Optional.of(new Hindered(id, "its document can't be read"));
    } catch (BrokenContractException e) {
      return Optional.of(new Hindered(id, "one of its manifests can't be read"));
    }
    if (stages.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        hindrance(recording)
            .<Finding>map(why -> new Hindered(id, why))
            .orElseGet(() -> new Unworked(recording, stages)));
  }

  /** Where the first stage rejects a recording, no other ever sees it. */
  private List<String> unended(Recording recording) throws StoreException {
    List<Manifest> ended = manifests.newest(recording.recordingId());
    List<String> expected = recording.expectedStages();
    boolean rejected =
        ended.stream()
            .filter(manifest -> manifest.stage().equals(expected.getFirst()))
            .anyMatch(manifest -> manifest.status() == StageStatus.REJECTED);
    return expected.stream()
        .filter(stage -> !rejected)
        .filter(stage -> ended.stream().noneMatch(manifest -> manifest.stage().equals(stage)))
        .toList();
  }

  /** The relay removes whatever another recording's claim makes a duplicate. */
  private Optional<String> hindrance(Recording recording) throws StoreException {
    Optional<RecordingId> holder;
    try {
      holder = claims.holder(recording.device(), recording.raw().sha256());
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      return Optional.of("the document of who claims its content can't be read");
    }
    if (holder.isPresent() && !holder.get().equals(recording.recordingId())) {
      return Optional.of("its content is claimed by " + holder.get());
    }
    return store.has(recording.raw().key())
        ? Optional.empty()
        : Optional.of("its upload is not in the store");
  }
}
