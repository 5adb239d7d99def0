package io.nightjar.ingest.archive;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The members of an archive, one after the other, as its bytes arrive. */
interface Members extends Closeable {
  /**
   * Goes on to the next member; what was not read of the one before is passed over.
   *
   * @return empty at the archive's end
   * @throws IOException if the archive is damaged, or ends early, or can't be read on
   */
  Optional<Member> next() throws IOException;
}
