/** Which recording, and whose. */
@NullMarked
package io.nightjar.pipeline.identity;

import org.jspecify.annotations.NullMarked;
