package io.nightjar.audio.spectrogram;

import java.nio.file.Path;

/**
 * A file that was made of a recording.
 *
 * @param name as an artefact
 * @param mediaType of its content
 * @param path where it lies
 */
public record SoundFile(String name, String mediaType, Path path) {}
