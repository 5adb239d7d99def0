/**
 * Reads the structure of sound files without decoding them: where the sound lies, what is missing,
 * and what the headers got wrong. Input is hostile: sizes are checked against the file, and memory
 * is bounded by constants.
 */
@NullMarked
package io.nightjar.media.container;

import org.jspecify.annotations.NullMarked;
