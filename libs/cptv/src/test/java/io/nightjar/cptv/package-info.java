/** Tests of the codec as its users meet it. */
@NullMarked
package io.nightjar.cptv;

import org.jspecify.annotations.NullMarked;
