/** What sound costs: its transform, its artefacts, and its length. */
@NullMarked
package io.nightjar.bench.audio;

import org.jspecify.annotations.NullMarked;
