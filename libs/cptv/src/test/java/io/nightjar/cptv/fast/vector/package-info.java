/** Tests of decoding with vectors. */
@NullMarked
package io.nightjar.cptv.fast.vector;

import org.jspecify.annotations.NullMarked;
