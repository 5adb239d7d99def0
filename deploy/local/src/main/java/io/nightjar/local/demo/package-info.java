/** The main job end to end, on the fixtures, with every artefact checked. */
@NullMarked
package io.nightjar.local.demo;

import org.jspecify.annotations.NullMarked;
