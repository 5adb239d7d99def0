/** The service that turns sound into spectrograms. */
@NullMarked
package io.nightjar.audio;

import org.jspecify.annotations.NullMarked;
