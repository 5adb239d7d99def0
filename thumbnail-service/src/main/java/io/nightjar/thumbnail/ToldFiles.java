package io.nightjar.thumbnail;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.StageCompleted;
import io.nightjar.pipeline.fault.BrokenContractException;
import io.nightjar.pipeline.stage.StageContext;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.thumbnail.document.RecordingFacts;
import io.nightjar.thumbnail.document.TelemetryDocument;
import io.nightjar.thumbnail.document.TracksDocument;
import io.nightjar.thumbnail.frames.FrameSource;
import io.nightjar.thumbnail.frames.IndexedFrames;
import io.nightjar.thumbnail.frames.StreamedFrames;
import io.nightjar.thumbnail.picture.KnownRecording;
import io.nightjar.thumbnail.picture.RecordingEnd;
import io.nightjar.thumbnail.seen.FrameFacts;
import io.nightjar.thumbnail.seen.Seen;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the thermal stage has made of a recording that tells what to show of it.
 *
 * @param metadata of the whole recording
 * @param telemetry of each frame
 * @param tracks of what moves
 * @param index to find frames by, if there is one
 */
record ToldFiles(
    ObjectRef metadata, ObjectRef telemetry, ObjectRef tracks, Optional<ObjectRef> index) {
  private static final String INDEX = "recording.idx";

  /** The documents that shape the thumbnails. An index only leads to the frames. */
  record Digests(String metadata, String telemetry, String tracks) {}

  /**
   * What the thermal stage has named; empty if the documents are not all there, as where they are
   * not made.
   */
  static Optional<ToldFiles> in(List<Artefact> decoded) {
    Optional<ObjectRef> metadata = named(RecordingFacts.NAME, decoded);
    Optional<ObjectRef> telemetry = named(TelemetryDocument.NAME, decoded);
    Optional<ObjectRef> tracks = named(TracksDocument.NAME, decoded);
    return metadata.isPresent() && telemetry.isPresent() && tracks.isPresent()
        ? Optional.of(
            new ToldFiles(metadata.get(), telemetry.get(), tracks.get(), named(INDEX, decoded)))
        : Optional.empty();
  }

  private static Optional<ObjectRef> named(String name, List<Artefact> decoded) {
    return decoded.stream()
        .filter(artefact -> artefact.name().equals(name))
        .map(Artefact::object)
        .findFirst();
  }

  Digests digests() {
    return new Digests(metadata.sha256(), telemetry.sha256(), tracks.sha256());
  }

  /**
   * What is known of the recording.
   *
   * @param judged how it looks to a classifier; as it is, if none has looked
   * @throws BrokenContractException here or later, where a file is not as it should be
   */
  KnownRecording recording(
      StageContext<StageCompleted> context, CptvLimits limits, UnaryOperator<Seen> judged)
      throws IOException {
    RecordingFacts facts = facts(context);
    if (facts.size().pixels() > limits.maxPixels() || facts.frames() > limits.maxFrames()) {
      throw new BrokenContractException(
          "unreadable-document", metadata.key() + " tells of a recording beyond the limits");
    }
    RecordingFacts.End end = facts.end();
    return new KnownRecording(
        facts.size(),
        facts.frames() - facts.backgroundFrames(),
        new RecordingEnd(end.code(), end.complete(), end.description()),
        () -> judged.apply(seen(context, facts)),
        frames(context, facts, limits),
        TracksDocument.HEAP_PER_BYTE * tracks.size()
            + TelemetryDocument.HEAP_PER_BYTE * telemetry.size()
            + FrameFacts.heapBytes(0)
            + index.map(ObjectRef::size).orElse(0L));
  }

  private RecordingFacts facts(StageContext<StageCompleted> context) throws IOException {
    return RecordingFacts.read(
        context
            .document(metadata, RecordingFacts.MOST_BYTES)
            .orElseThrow(
                () ->
                    new BrokenContractException(
                        "unreadable-document", metadata.key() + " is not what the event names")));
  }

  private Seen seen(StageContext<StageCompleted> context, RecordingFacts facts) throws IOException {
    List<InputStream> opened = context.open(List.of(telemetry, tracks));
    try (InputStream told = opened.getFirst();
        InputStream moving = opened.getLast()) {
      FrameFacts frames = TelemetryDocument.read(told, facts);
      return TracksDocument.read(moving, facts, frames);
    }
  }

  private FrameSource frames(
      StageContext<StageCompleted> context, RecordingFacts facts, CptvLimits limits) {
    return index.isPresent()
        ? new IndexedFrames(
            new StoredRecording(context),
            () -> context.open(index.get()),
            facts.size(),
            limits,
            context::spend)
        : new StreamedFrames(context::openSource, limits, context::spend);
  }
}
