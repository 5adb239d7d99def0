/** The stage runner: manifest first, work, artefacts, manifest last, publish, commit. */
@NullMarked
package io.nightjar.pipeline.stage;

import org.jspecify.annotations.NullMarked;
