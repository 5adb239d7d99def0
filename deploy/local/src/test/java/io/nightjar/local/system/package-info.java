/** The packaged programs, driven through {@code ./nightjar} as a user would. */
@NullMarked
package io.nightjar.local.system;

import org.jspecify.annotations.NullMarked;
