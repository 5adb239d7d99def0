package io.nightjar.media.container;

import java.util.Optional;

/**
 * The sound of a wave file.
 *
 * @param start of its first byte in the file
 * @param length in bytes, of what is there
 * @param declared what the header says; 0 if it says nothing of use
 * @param missing bytes that the header says and that are not there; 0 if the sound is whole
 * @param note what the header got wrong although the sound is whole
 */
public record WaveData(
    long start, long length, long declared, long missing, Optional<String> note) {}
