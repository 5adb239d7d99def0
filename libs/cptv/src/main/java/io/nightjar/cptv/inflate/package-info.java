/** Gzip members and deflate blocks to bytes; like the core, free of {@code java.util.zip}. */
@NullMarked
package io.nightjar.cptv.inflate;

import org.jspecify.annotations.NullMarked;
