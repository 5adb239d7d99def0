/** The load generator: how fast ingest is beside the store alone, and what slow senders cost it. */
@NullMarked
package io.nightjar.bench.ingest;

import org.jspecify.annotations.NullMarked;
