package io.nightjar.ingest.frames;

import io.nightjar.cptv.Frame;
import io.nightjar.cptv.index.IndexException;
import io.nightjar.cptv.index.IndexFormat;
import io.nightjar.cptv.index.RecordingIndex;
import io.nightjar.cptv.index.SeekableRecording;
import io.nightjar.ingest.view.ThermalRecording;
import io.nightjar.pipeline.fault.BrokenContractException;
import io.nightjar.pipeline.store.CheckedObject;
import io.nightjar.pipeline.store.ObjectMissingException;
import io.nightjar.pipeline.store.ObjectPieces;
import io.nightjar.pipeline.store.ObjectRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds frames by the index that the thermal stage has left beside a recording. An index is used
 * only if it is the very object that the stage's manifest names for this very upload, by their
 * digests: one of another recording could give wrong pixels and break no rule.
 *
 * @param recordings where they lie
 */
record IndexedFrames(StoredRecordings recordings) {
  private static final Logger LOG = LoggerFactory.getLogger(IndexedFrames.class);

  /** Tables, buffers and two windows. */
  private static final long FIXED_HEAP = (1 << 20) + (1 << 16);

  /**
   * For each pixel: the checkpoint deflated and inflated, the frame before it, the frame, what
   * decoding takes, and what drawing does.
   */
  private static final int HEAP_PER_PIXEL = 19;

  /**
   * Finds a frame; empty if there is no index, or none that leads to it. The upload is read from
   * the checkpoint before the frame on, and at most {@link ObjectPieces#PIECE} bytes beyond it.
   *
   * @throws IOException if the store fails, or nobody waits any more
   */
  Optional<Frame> find(
      ThermalRecording recording, int number, DecodingPlaces.Place place, FrameAnswer answer)
      throws IOException, InterruptedException {
    if (recording.index().filter(index -> number < index.shape().frames()).isEmpty()) {
      return Optional.empty();
    }
    ThermalRecording.Index index = recording.index().get();
    place.reserve(heap(index.shape()));
    try {
      return Optional.of(read(recording.raw(), checked(index, number), number, answer));
    } catch (IndexException | BrokenContractException | ObjectMissingException e) {
      LOG.atWarn()
          .addKeyValue("index", index.object().key())
          .addKeyValue("cause", String.valueOf(e.getMessage()))
          .log("An index is of no use; frames are decoded from the start");
      return Optional.empty();
    }
  }

  private static long heap(ThermalRecording.Shape shape) {
    return HEAP_PER_PIXEL * (long) shape.width() * shape.height() + FIXED_HEAP;
  }

  private RecordingIndex checked(ThermalRecording.Index stored, int number)
      throws IOException, IndexException {
    ObjectRef object = stored.object();
    try (InputStream in = new CheckedObject(recordings.store().open(object.key()), object)) {
      RecordingIndex index = IndexFormat.readFor(number, in, recordings.limits());
      in.transferTo(OutputStream.nullOutputStream());
      ThermalRecording.Shape shape = stored.shape();
      if (index.frames() != shape.frames()
          || index.header().width() != shape.width()
          || index.header().height() != shape.height()) {
        throw new IndexException("it has the shape that the manifest tells");
      }
      return index;
    }
  }

  private Frame read(ObjectRef raw, RecordingIndex index, int number, FrameAnswer answer)
      throws IOException, IndexException {
    StoredRange range = new StoredRange(recordings.store(), raw);
    try (SeekableRecording recording = SeekableRecording.open(range, index, recordings.limits())) {
      Frame frame = recording.newFrame();
      boolean more = recording.read(index.startFor(number), frame);
      while (more && frame.number() < number) {
        StoredRecordings.goOnFor(answer);
        more = recording.next(frame);
      }
      if (!more) {
        throw new IndexException("the recording holds what it says");
      }
      return frame;
    }
  }
}
