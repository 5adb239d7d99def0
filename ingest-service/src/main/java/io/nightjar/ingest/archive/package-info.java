/**
 * Archives as one upload: read as a stream, each recording in them taken as one that came alone.
 */
@NullMarked
package io.nightjar.ingest.archive;

import org.jspecify.annotations.NullMarked;
