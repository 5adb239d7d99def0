/** The frames of thermal recordings, decoded for those who read them as numbers. */
@NullMarked
package io.nightjar.ingest.frames;

import org.jspecify.annotations.NullMarked;
