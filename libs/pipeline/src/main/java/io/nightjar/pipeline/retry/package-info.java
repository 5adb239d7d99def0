/** The one retry policy. */
@NullMarked
package io.nightjar.pipeline.retry;

import org.jspecify.annotations.NullMarked;
