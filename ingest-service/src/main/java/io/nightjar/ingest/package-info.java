/** The service that takes recordings in, and gives what became of them out. */
@NullMarked
package io.nightjar.ingest;

import org.jspecify.annotations.NullMarked;
