/** Tests of what the benchmark of previews prints. */
@NullMarked
package io.nightjar.bench.preview;

import org.jspecify.annotations.NullMarked;
