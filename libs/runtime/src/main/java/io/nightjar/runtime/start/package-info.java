/** How a service begins, or says why it does not. */
@NullMarked
package io.nightjar.runtime.start;

import org.jspecify.annotations.NullMarked;
