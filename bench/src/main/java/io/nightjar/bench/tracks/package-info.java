/** {@code ./nightjar bench tracks}: how well, and how fast, animals are found and followed. */
@NullMarked
package io.nightjar.bench.tracks;

import org.jspecify.annotations.NullMarked;
