/** Tests of decoding with vectors. */
@NullMarked
package io.nightjar.cptv.vector;

import org.jspecify.annotations.NullMarked;
