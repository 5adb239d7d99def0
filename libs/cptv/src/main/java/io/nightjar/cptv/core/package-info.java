/**
 * Bytes to sections to pixels, and back: no file, thread, reflection or {@code java.util.zip}, so
 * that the same code can be compiled for browsers.
 */
@NullMarked
package io.nightjar.cptv.core;

import org.jspecify.annotations.NullMarked;
