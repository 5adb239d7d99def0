/** What the thermal stage takes beside the bare decoding of the same recordings. */
@NullMarked
package io.nightjar.bench.thermal;

import org.jspecify.annotations.NullMarked;
