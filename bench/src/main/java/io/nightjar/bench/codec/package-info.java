/** How fast the CPTV codec is, beside its peers. */
@NullMarked
package io.nightjar.bench.codec;

import org.jspecify.annotations.NullMarked;
