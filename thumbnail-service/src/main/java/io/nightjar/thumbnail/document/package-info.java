/** Reads what the thermal stage tells of a recording. */
@NullMarked
package io.nightjar.thumbnail.document;

import org.jspecify.annotations.NullMarked;
