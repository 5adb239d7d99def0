/** The stage that makes previews: it waits for decoded recordings, so that nobody waits for it. */
@NullMarked
package io.nightjar.thermal.preview;

import org.jspecify.annotations.NullMarked;
