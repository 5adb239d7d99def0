/** Decoding with the vector API, for a virtual machine that has it. */
@NullMarked
package io.nightjar.cptv.fast.vector;

import org.jspecify.annotations.NullMarked;
