/** Tests of the core, byte by byte. */
@NullMarked
package io.nightjar.cptv.core;

import org.jspecify.annotations.NullMarked;
