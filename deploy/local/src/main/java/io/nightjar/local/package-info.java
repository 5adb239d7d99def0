/** The command line: one class for each command of {@code ./nightjar}. */
@NullMarked
package io.nightjar.local;

import org.jspecify.annotations.NullMarked;
