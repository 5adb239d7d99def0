package io.nightjar.registry;

import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The numbers of 53 bits by which the field's device API calls recordings. A recording's number
 * follows from its id, so that whoever asks again is told the same; where another has it already,
 * the next one does. Thread-safe.
 */
public final class RecordingNumbers {
  private static final int HEX_DIGITS = 16;
  private static final int BITS = 53;
  private static final int LARGEST_NOTE = 64;

  private final ObjectStore store;

  /** The numbers that a store knows. */
  public RecordingNumbers(ObjectStore store) {
    this.store = store;
  }

  /** A recording's number, which it is given now if it has none. */
  public long of(RecordingId id) throws StoreException {
    byte[] note = id.toString().getBytes(StandardCharsets.US_ASCII);
    for (int attempt = 0; ; attempt++) {
      long number = candidate(id, attempt);
      boolean its =
          number > 0
              && (store.putIfAbsent(ObjectKeys.recordingNumber(number), note, "text/plain")
                  || find(number).filter(id::equals).isPresent());
      if (its) {
        return number;
      }
    }
  }

  /** The recording that has a number. */
  public Optional<RecordingId> find(long number) throws StoreException {
    return store
        .find(ObjectKeys.recordingNumber(number), LARGEST_NOTE)
        .map(note -> new String(note, StandardCharsets.US_ASCII))
        .flatMap(RecordingId::parse);
  }

  static long candidate(RecordingId id, int attempt) {
    String digest = Sha256.of((id + "/" + attempt).getBytes(StandardCharsets.US_ASCII));
    return Long.parseUnsignedLong(digest.substring(0, HEX_DIGITS), 16) >>> (Long.SIZE - BITS);
  }
}
