/** Who calls, and what they may do. */
@NullMarked
package io.nightjar.ingest.identity;

import org.jspecify.annotations.NullMarked;
