/** Accepting a recording so that a crash between any two steps loses and doubles nothing. */
@NullMarked
package io.nightjar.pipeline.outbox;

import org.jspecify.annotations.NullMarked;
