/** Tests of bands as ears part them. */
@NullMarked
package io.nightjar.audio.mel;

import org.jspecify.annotations.NullMarked;
