/** Where works keep files for a while, so that no one else can read, replace or outlive them. */
@NullMarked
package io.nightjar.pipeline.scratch;

import org.jspecify.annotations.NullMarked;
