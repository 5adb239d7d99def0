/** The listing of recordings in the order of the times at which they began. */
@NullMarked
package io.nightjar.pipeline.index;

import org.jspecify.annotations.NullMarked;
