/** Which build of the program runs. */
@NullMarked
package io.nightjar.runtime.version;

import org.jspecify.annotations.NullMarked;
