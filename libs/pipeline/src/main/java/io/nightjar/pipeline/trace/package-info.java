/** A recording's trace through the services. */
@NullMarked
package io.nightjar.pipeline.trace;

import org.jspecify.annotations.NullMarked;
