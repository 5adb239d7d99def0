/**
 * Optional: the same reader, faster by vectors and a second thread. Nothing of the codec needs it.
 */
@NullMarked
package io.nightjar.cptv.fast;

import org.jspecify.annotations.NullMarked;
