/** The contracts that all services share, and the machinery that keeps them. */
@NullMarked
package io.nightjar.pipeline;

import org.jspecify.annotations.NullMarked;
