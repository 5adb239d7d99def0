/** Which device speaks. */
@NullMarked
package io.nightjar.ingest.identity;

import org.jspecify.annotations.NullMarked;
