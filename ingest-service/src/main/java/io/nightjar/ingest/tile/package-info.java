/** Reads tiles of spectrograms that were made on demand. */
@NullMarked
package io.nightjar.ingest.tile;

import org.jspecify.annotations.NullMarked;
