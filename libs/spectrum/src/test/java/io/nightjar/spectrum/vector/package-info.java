/** Tests of the transforms of single pieces. */
@NullMarked
package io.nightjar.spectrum.vector;

import org.jspecify.annotations.NullMarked;
