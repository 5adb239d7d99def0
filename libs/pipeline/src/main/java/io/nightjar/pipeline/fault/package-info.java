/** What can go wrong with a work, in four kinds that are treated differently. */
@NullMarked
package io.nightjar.pipeline.fault;

import org.jspecify.annotations.NullMarked;
