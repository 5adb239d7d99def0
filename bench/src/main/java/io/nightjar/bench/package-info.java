/** {@code ./nightjar bench}: which benchmarks there are. */
@NullMarked
package io.nightjar.bench;

import org.jspecify.annotations.NullMarked;
