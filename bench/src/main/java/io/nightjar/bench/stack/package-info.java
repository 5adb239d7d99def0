/** Starts the programs that benchmarks measure, and stops them. */
@NullMarked
package io.nightjar.bench.stack;

import org.jspecify.annotations.NullMarked;
