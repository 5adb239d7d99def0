/** Tests of how animals are found and followed. */
@NullMarked
package io.nightjar.motion;

import org.jspecify.annotations.NullMarked;
