/** Tests of the rules and the dashboard in {@code deploy/observability}. */
@NullMarked
package io.nightjar.observability;

import org.jspecify.annotations.NullMarked;
