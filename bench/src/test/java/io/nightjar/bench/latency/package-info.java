@NullMarked
package io.nightjar.bench.latency;

import org.jspecify.annotations.NullMarked;
