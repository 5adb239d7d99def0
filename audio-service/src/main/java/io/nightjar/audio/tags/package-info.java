/**
 * What recorders write into their files about time, place, themselves and how they recorded: read
 * from the tags that FFmpeg finds and from the chunks of WAV files that it does not hand on. None
 * of it is trusted.
 */
@NullMarked
package io.nightjar.audio.tags;

import org.jspecify.annotations.NullMarked;
