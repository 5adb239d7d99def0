/** What moves in a recording, and where: {@code tracks.json}. */
@NullMarked
package io.nightjar.thermal.tracks;

import org.jspecify.annotations.NullMarked;
