/** Traces: what is exported of the spans that the services make. */
@NullMarked
package io.nightjar.runtime.trace;

import org.jspecify.annotations.NullMarked;
