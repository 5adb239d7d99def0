/** Tests of what the benchmark of tracks prints. */
@NullMarked
package io.nightjar.bench.tracks;

import org.jspecify.annotations.NullMarked;
