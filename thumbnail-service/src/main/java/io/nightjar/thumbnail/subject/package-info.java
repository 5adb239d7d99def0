/** Decides what of a recording is shown. */
@NullMarked
package io.nightjar.thumbnail.subject;

import org.jspecify.annotations.NullMarked;
