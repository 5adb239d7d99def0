/** Decoding with the vector API, for a virtual machine that has it. */
@NullMarked
package io.nightjar.cptv.vector;

import org.jspecify.annotations.NullMarked;
