package io.nightjar.ingest.render;

import io.nightjar.ingest.fairness.GroupAllowance;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.Event;
import io.nightjar.pipeline.event.EventIds;
import io.nightjar.pipeline.event.EventPublisher;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.LogException;
import io.nightjar.pipeline.event.Render;
import io.nightjar.pipeline.event.RenderRequested;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.stage.Manifest;
import io.nightjar.pipeline.stage.Manifests;
import io.nightjar.pipeline.stage.Renders;
import io.nightjar.pipeline.stage.Work;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import io.nightjar.pipeline.trace.TraceContext;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes requests for renders. A request is an event and nothing else: it is taken once the message
 * log holds it, and asking again, which has the same id, does no harm. Thread-safe.
 */
public final class RenderRequests {
  private static final String REQUESTED = "/requested";
  private static final String THERMAL = "thermal";
  private static final String TRACKS = "tracks.json";

  private final Manifests manifests;
  private final Supplier<EventPublisher> publisher;
  private final GroupAllowance allowance;
  private final String source;
  private final InstantSource clock;

  /**
   * Takes requests.
   *
   * @param store where renders that have ended are found
   * @param publisher throws a {@link ProblemException} where the message log does not answer
   * @param allowance how many a group may ask for
   * @param service the name of the service that speaks
   */
  public RenderRequests(
      ObjectStore store,
      Supplier<EventPublisher> publisher,
      GroupAllowance allowance,
      String service,
      InstantSource clock) {
    this.manifests = new Manifests(store);
    this.publisher = publisher;
    this.allowance = allowance;
    this.source = "/nightjar/" + service;
    this.clock = clock;
  }

  /**
   * Sees to it that something is made, unless it was before.
   *
   * @throws ProblemException {@code frames-not-found} or {@code sound-not-found} if that is made of
   *     the other kind of recording, {@code too-many-renders}, {@code unavailable} if the message
   *     log did not take the request
   * @throws StoreException if the store failed
   */
  public RenderView request(Recording recording, Render render)
      throws StoreException, InterruptedException {
    requireFit(recording.kind(), render.kind());
    Work work = Renders.work(recording.recordingId(), render);
    Optional<Manifest> ended = ended(work);
    if (ended.isPresent()) {
      return RenderView.ended(work, render, ended.get());
    }
    allowance.take(recording.device().group());
    publish(work, RenderRequested.of(recording, render));
    return RenderView.processing(work, render);
  }

  /**
   * The newest tracks of a recording.
   *
   * @throws ProblemException {@code frames-not-found} if it is none of a thermal camera, {@code
   *     tracks-not-found} if there are none
   * @throws StoreException if the store failed
   */
  public ObjectRef tracks(Recording recording) throws StoreException {
    requireFit(recording.kind(), MediaKind.THERMAL);
    return manifests.newest(recording.recordingId()).stream()
        .filter(manifest -> manifest.stage().equals(THERMAL))
        .flatMap(manifest -> manifest.artefacts().stream())
        .filter(artefact -> artefact.name().equals(TRACKS))
        .map(Artefact::object)
        .findFirst()
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.TRACKS_NOT_FOUND,
                    "boxes need "
                        + TRACKS
                        + " of the stage "
                        + THERMAL
                        + ", which has not ended yet, or made none"));
  }

  private static void requireFit(MediaKind kind, MediaKind needed) {
    if (kind != needed) {
      throw switch (kind) {
        case AUDIO ->
            new ProblemException(
                ProblemCode.FRAMES_NOT_FOUND, "it is a recording of sound, which has no frames");
        case THERMAL ->
            new ProblemException(
                ProblemCode.SOUND_NOT_FOUND, "it is a thermal recording, which has no sound");
      };
    }
  }

  private Optional<Manifest> ended(Work work) throws StoreException {
    Optional<Manifest> made = manifests.find(work).map(Manifests.Stored::manifest);
    return made.isPresent() ? made : manifests.givenUp(work);
  }

  private void publish(Work work, RenderRequested request) throws InterruptedException {
    String id =
        EventIds.of(
            EventType.RENDER_REQUESTED, request.recordingId(), work.version().text() + REQUESTED);
    try {
      publisher
          .get()
          .publish(
              Topics.RENDER_REQUESTED,
              new Event<>(
                  id,
                  EventType.RENDER_REQUESTED,
                  source,
                  clock.instant(),
                  TraceContext.current(),
                  request));
    } catch (LogException e) {
      throw new ProblemException(
          ProblemCode.UNAVAILABLE, "the message log did not take the request; ask again later", e);
    }
  }
}
