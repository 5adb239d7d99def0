/** Tests of {@code ./nightjar cptv}. */
@NullMarked
package io.nightjar.local.cptv;

import org.jspecify.annotations.NullMarked;
