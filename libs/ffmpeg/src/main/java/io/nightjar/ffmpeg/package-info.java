/** FFmpeg as the services run it: where it is unpacked, and what its processes may use. */
@NullMarked
package io.nightjar.ffmpeg;

import org.jspecify.annotations.NullMarked;
