/** How the uploads of many devices share a replica. */
@NullMarked
package io.nightjar.ingest.fairness;

import org.jspecify.annotations.NullMarked;
