package io.nightjar.ingest.resumable;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.PartedObjects;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/** How uploads begin. Thread-safe. */
final class NewUploads {
  /** So many parts at most, which leaves as many numbers for chunks that break off. */
  private static final int MOST_PARTS = PartedObjects.HIGHEST_NUMBER / 2;

  private final ObjectStore store;
  private final UploadStates states;
  private final UploadRules rules;
  private final FormatRule formats;
  private final InstantSource clock;

  NewUploads(
      ObjectStore store,
      UploadStates states,
      UploadRules rules,
      FormatRule formats,
      InstantSource clock) {
    this.store = store;
    this.states = states;
    this.rules = rules;
    this.formats = formats;
    this.clock = clock;
  }

  /**
   * Begins one.
   *
   * @param length bytes that it will have; if that is not said, its parts are those of the largest
   *     that is taken
   * @throws ProblemException if it has none or too many, or the device has too many open ones
   */
  Revision begin(DeviceIdentity device, OptionalLong length, UploadMetadata metadata)
      throws IOException {
    length.ifPresent(known -> formats.requireLength(known, Optional.empty()));
    requirePlace(device);
    RecordingId id = RecordingId.next(clock);
    Announcement announced =
        new Announcement(
            id,
            device,
            id.givenAt().plus(rules.life()),
            length,
            metadata.value(),
            metadata.sha256(),
            partSize(length.orElse(formats.largest())));
    store.put(ObjectKeys.openUpload(device, id), new byte[0], "text/plain");
    return states.create(UploadState.created(announced));
  }

  /** S3 takes 10,000 parts at most; whole MiB, since the sizes of parts are for people, too. */
  private static long partSize(long length) {
    long mebibyte = 1 << 20;
    long least = Math.ceilDiv(Math.ceilDiv(length, MOST_PARTS), mebibyte) * mebibyte;
    return Math.max(PartedObjects.SMALLEST_PART, least);
  }

  private void requirePlace(DeviceIdentity device) throws IOException {
    AtomicInteger open = new AtomicInteger();
    store.listWhile(
        ObjectKeys.openUploads(device), "", _ -> open.incrementAndGet() < rules.openPerDevice());
    if (open.get() >= rules.openPerDevice()) {
      throw new ProblemException(
          ProblemCode.TOO_MANY_UNFINISHED,
          "this device has " + open.get() + " unfinished uploads; finish or delete some of them");
    }
  }
}
