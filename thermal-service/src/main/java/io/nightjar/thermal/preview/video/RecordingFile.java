package io.nightjar.thermal.preview.video;

import java.io.IOException;
import java.io.InputStream;

/** A recording as it was uploaded. */
@FunctionalInterface
public interface RecordingFile {

  /** Streams it from its beginning, as often as it is called. */
  InputStream open() throws IOException;
}
