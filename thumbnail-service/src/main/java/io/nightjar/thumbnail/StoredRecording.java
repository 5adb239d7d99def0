package io.nightjar.thumbnail;

import io.nightjar.cptv.index.RangeSource;
import io.nightjar.pipeline.stage.StageContext;
import io.nightjar.pipeline.store.ObjectPieces;
import java.io.InputStream;

/**
 * The upload, from any byte on.
 *
 * @param context of the work that reads it
 */
record StoredRecording(StageContext<?> context) implements RangeSource {
  @Override
  public long length() {
    return context.source().size();
  }

  @Override
  public InputStream from(long offset) {
    return new ObjectPieces(context::openSource, length(), offset);
  }
}
