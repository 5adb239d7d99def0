/** What is measured of the pipeline: every meter in one table. */
@NullMarked
package io.nightjar.pipeline.meter;

import org.jspecify.annotations.NullMarked;
