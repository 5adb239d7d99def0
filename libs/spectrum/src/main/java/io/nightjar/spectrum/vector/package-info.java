/** The same transform with the vector API, for a virtual machine that has it. */
@NullMarked
package io.nightjar.spectrum.vector;

import org.jspecify.annotations.NullMarked;
