/** Tests of what the benchmark of the thermal stage prints. */
@NullMarked
package io.nightjar.bench.thermal;

import org.jspecify.annotations.NullMarked;
