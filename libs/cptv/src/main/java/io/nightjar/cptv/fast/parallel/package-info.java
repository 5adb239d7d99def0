/** Inflating on two threads. */
@NullMarked
package io.nightjar.cptv.fast.parallel;

import org.jspecify.annotations.NullMarked;
