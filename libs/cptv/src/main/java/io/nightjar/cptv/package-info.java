/** The CPTV codec. */
@NullMarked
package io.nightjar.cptv;

import org.jspecify.annotations.NullMarked;
