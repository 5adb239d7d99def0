/** {@code ./nightjar cptv}: the thermal codec as a tool; works without the stack. */
@NullMarked
package io.nightjar.local.cptv;

import org.jspecify.annotations.NullMarked;
