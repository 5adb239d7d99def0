/** The logs of the stack's programs, as people read and follow them. */
@NullMarked
package io.nightjar.local.logs;

import org.jspecify.annotations.NullMarked;
