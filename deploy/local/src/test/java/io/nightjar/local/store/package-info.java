/** Tests of {@code ./nightjar store}. */
@NullMarked
package io.nightjar.local.store;

import org.jspecify.annotations.NullMarked;
