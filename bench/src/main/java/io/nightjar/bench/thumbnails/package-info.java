/** What thumbnails show, and what they cost: {@code ./nightjar bench thumbnails}. */
@NullMarked
package io.nightjar.bench.thumbnails;

import org.jspecify.annotations.NullMarked;
