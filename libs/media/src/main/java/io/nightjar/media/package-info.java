/**
 * The boundary to FFmpeg: its executables as child processes with limits, so that hostile input
 * can't reach us.
 */
@NullMarked
package io.nightjar.media;

import org.jspecify.annotations.NullMarked;
