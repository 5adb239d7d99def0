/** How long it takes from an upload to the events about it. */
@NullMarked
package io.nightjar.bench.latency;

import org.jspecify.annotations.NullMarked;
