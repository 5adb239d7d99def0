package io.nightjar.pipeline.event;

import io.nightjar.pipeline.store.ObjectRef;

/**
 * One thing that a stage made.
 *
 * @param name stable across versions, for example {@code spectrogram.png}
 * @param object where it lies
 */
public record Artefact(String name, ObjectRef object) {}
