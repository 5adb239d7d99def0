/** Tests of what recorders write, in their own words. */
@NullMarked
package io.nightjar.audio.tags;

import org.jspecify.annotations.NullMarked;
