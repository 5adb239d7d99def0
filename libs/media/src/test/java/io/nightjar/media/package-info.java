/** Tests of the boundary to FFmpeg, which they run for real. */
@NullMarked
package io.nightjar.media;

import org.jspecify.annotations.NullMarked;
