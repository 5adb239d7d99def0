/** Real processes, killed with SIGKILL between any two of their side effects. */
@NullMarked
package io.nightjar.local.crash;

import org.jspecify.annotations.NullMarked;
