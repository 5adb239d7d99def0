/** Tests of the package. */
@NullMarked
package io.nightjar.cptv.fast.parallel;

import org.jspecify.annotations.NullMarked;
