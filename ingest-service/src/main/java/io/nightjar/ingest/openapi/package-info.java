/** What the service says of its API at {@code /openapi}, beyond what stands at its resources. */
@NullMarked
package io.nightjar.ingest.openapi;

import org.jspecify.annotations.NullMarked;
