package io.nightjar.thermal.decode;

import java.nio.file.Path;

/**
 * An artefact that waits in a file.
 *
 * @param name of the artefact
 * @param mediaType of its content
 * @param content where it lies
 */
public record DerivedFile(String name, String mediaType, Path content) {}
