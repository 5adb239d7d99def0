/** Finds and removes what crashes left in the store and nothing will ever read. */
@NullMarked
package io.nightjar.pipeline.sweep;

import org.jspecify.annotations.NullMarked;
