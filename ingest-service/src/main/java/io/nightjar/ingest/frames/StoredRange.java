package io.nightjar.ingest.frames;

import io.nightjar.cptv.index.RangeSource;
import io.nightjar.pipeline.store.ObjectPieces;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import java.io.InputStream;

/**
 * An object of the store from any byte on; at most {@link ObjectPieces#PIECE} bytes are fetched
 * beyond those that are read.
 *
 * @param store where it lies
 * @param object which one
 */
record StoredRange(ObjectStore store, ObjectRef object) implements RangeSource {
  @Override
  public long length() {
    return object.size();
  }

  @Override
  public InputStream from(long offset) {
    return new ObjectPieces(
        (start, length) -> store.open(object.key(), start, length), length(), offset);
  }
}
