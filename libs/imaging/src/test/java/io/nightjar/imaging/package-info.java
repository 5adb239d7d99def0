/** Tests of the pictures against other implementations, published tables and sums done by hand. */
@NullMarked
package io.nightjar.imaging;

import org.jspecify.annotations.NullMarked;
