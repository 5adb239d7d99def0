package io.nightjar.thumbnail.frames;

import java.io.IOException;
import java.io.InputStream;

/** A file that can be read from its beginning, as often as it is opened. */
@FunctionalInterface
public interface RecordingFile {

  /** Opens it; the caller closes it. */
  InputStream open() throws IOException;
}
